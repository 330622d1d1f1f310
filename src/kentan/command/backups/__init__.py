"""备份: one file that holds the database and the attachments as they were at one moment, and how it becomes an installation again."""
