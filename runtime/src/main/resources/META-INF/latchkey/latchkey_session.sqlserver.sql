-- Where JdbcSessionStore keeps sessions: a row each, from the first lease on.
-- For SQL Server, by the book, and not run. Times are in UTC.
--   session_id    SHA-256 of session_key in hexadecimal: databases compare text as they please
--   session_key   the session's key in ASCII, the rest of it as \uXXXX, for people
--   version       0 while there is no entry
--   content       a secret
--   lease_owner   NULL while nobody has the lease
--   lease_number  one more with each change of the lease
CREATE TABLE latchkey_session (
  session_id    VARCHAR(64)   NOT NULL PRIMARY KEY,
  session_key   VARCHAR(3072) NOT NULL,
  version       BIGINT        NOT NULL,
  content       VARBINARY(MAX),
  written_at    DATETIME2     NOT NULL,
  lease_owner   VARCHAR(768),
  leased_at     DATETIME2,
  lease_millis  BIGINT,
  lease_number  BIGINT        NOT NULL
);
