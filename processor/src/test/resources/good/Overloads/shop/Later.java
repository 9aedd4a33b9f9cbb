package shop;

class Later {
  record Order(String id) {}
}
