package lombok;

/** Stands for the one of Lombok, which writes toString() as well. */
public @interface Value {}
