package shop;

@Deprecated
record OldAnswer() {}
