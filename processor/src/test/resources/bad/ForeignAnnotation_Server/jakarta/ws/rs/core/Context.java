package jakarta.ws.rs.core;

public @interface Context {}
