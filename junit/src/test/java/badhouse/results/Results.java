package badhouse.results;

public class Results {}
