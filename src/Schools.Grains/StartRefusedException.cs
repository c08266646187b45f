namespace Schools.Grains;

/// <summary>
/// The program may not start with these settings or on this database. The text says why and what to do; it needs no trace.
/// </summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
