package badhouse.cache;

public class Cache {}
