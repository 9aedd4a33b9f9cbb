package shop.parts;

public class Entity {
  public String id = "";
}
