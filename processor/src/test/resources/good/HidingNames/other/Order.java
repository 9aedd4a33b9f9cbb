package other;

public record Order() {}
