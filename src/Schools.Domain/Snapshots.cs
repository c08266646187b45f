namespace Schools.Domain;

/// <summary>A state with the version it was stored as.</summary>
public sealed record Versioned<TState>(TState State, int Version)
    where TState : class;
