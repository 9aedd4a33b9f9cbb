-- Where JdbcSessionStore keeps sessions: a row each, from the first lease on.
-- Standard SQL, as H2 has it. Content takes a megabyte and more.
--   session_id    SHA-256 of session_key in hexadecimal: databases compare text as they please
--   session_key   the session's key in ASCII, the rest of it as \uXXXX, for people
--   version       0 while there is no entry
--   content       a secret
--   lease_owner   NULL while nobody has the lease
--   lease_number  one more with each change of the lease
CREATE TABLE latchkey_session (
  session_id    VARCHAR(64)              NOT NULL PRIMARY KEY,
  session_key   VARCHAR(3072)            NOT NULL,
  version       BIGINT                   NOT NULL,
  content       VARBINARY(2000000),
  written_at    TIMESTAMP WITH TIME ZONE NOT NULL,
  lease_owner   VARCHAR(768),
  leased_at     TIMESTAMP WITH TIME ZONE,
  lease_millis  BIGINT,
  lease_number  BIGINT                   NOT NULL
);
