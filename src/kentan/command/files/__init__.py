"""文件进出: tables that offices send and take, as CSV or .xlsx; what cannot be stored comes back to be mended."""
