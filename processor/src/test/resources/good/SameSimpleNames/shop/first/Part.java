package shop.first;

public record Part(String id) {}
