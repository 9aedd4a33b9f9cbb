-- Where JdbcSessionStore keeps sessions: a row each, from the first lease on.
-- For Oracle, by the book, and not run.
--   session_id    SHA-256 of session_key in hexadecimal: databases compare text as they please
--   session_key   the session's key in ASCII, the rest of it as \uXXXX, for people
--   version       0 while there is no entry
--   content       a secret
--   lease_owner   NULL while nobody has the lease
--   lease_number  one more with each change of the lease
CREATE TABLE latchkey_session (
  session_id    VARCHAR2(64)             NOT NULL PRIMARY KEY,
  session_key   VARCHAR2(3072)           NOT NULL,
  version       NUMBER(19)               NOT NULL,
  content       BLOB,
  written_at    TIMESTAMP WITH TIME ZONE NOT NULL,
  lease_owner   VARCHAR2(768),
  leased_at     TIMESTAMP WITH TIME ZONE,
  lease_millis  NUMBER(19),
  lease_number  NUMBER(19)               NOT NULL
);
