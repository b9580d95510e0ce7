package badhouse.stray;

class HasNoFloor {}
