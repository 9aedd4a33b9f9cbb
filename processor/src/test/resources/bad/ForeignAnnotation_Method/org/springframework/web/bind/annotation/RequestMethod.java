package org.springframework.web.bind.annotation;

public enum RequestMethod {
  GET,
  DELETE
}
