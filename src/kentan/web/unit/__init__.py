"""承办单位的面: which three of forty matter today."""
