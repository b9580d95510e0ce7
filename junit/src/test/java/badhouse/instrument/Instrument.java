package badhouse.instrument;

public class Instrument {}
