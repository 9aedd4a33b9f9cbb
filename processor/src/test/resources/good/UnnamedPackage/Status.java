record Status(String text) {}
