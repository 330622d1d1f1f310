"""登录与身份: accounts of those who hold an office, and the Actor that every act is signed with."""
