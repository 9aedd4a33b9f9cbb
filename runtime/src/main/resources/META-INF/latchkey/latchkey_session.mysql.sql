-- Where JdbcSessionStore keeps sessions: a row each, from the first lease on.
-- For MySQL and MariaDB. Times are in UTC.
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
  content       MEDIUMBLOB,
  written_at    DATETIME(3)   NOT NULL,
  lease_owner   VARCHAR(768),
  leased_at     DATETIME(3),
  lease_millis  BIGINT,
  lease_number  BIGINT        NOT NULL
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;
