package badhouse.junit;

public class Junit {}
