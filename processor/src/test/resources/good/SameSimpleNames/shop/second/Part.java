package shop.second;

public record Part(String id) {}
