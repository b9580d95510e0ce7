package badhouse.cache;

class NamesInstrument {
  badhouse.instrument.Instrument instrument;
}
