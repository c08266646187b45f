using Schools.Grains.Tests.Contract;
using Schools.Testing;

namespace Schools.Grains.Tests;

/// <summary>The local host as the contract sees it: a program of its own on the shared database.</summary>
internal sealed class LocalHost(TestDatabase database) : GrainContract.IHost
{
    private readonly LocalGrains grains = new(database.Program, TimeProvider.System);

    public IGrains Grains => grains;

    public ValueTask DisposeAsync() => grains.DisposeAsync();

    public static Task<GrainContract.IHost> Start(TestDatabase database) => Task.FromResult<GrainContract.IHost>(new LocalHost(database));
}

public sealed class LocalGrainsContractTests : GrainContract
{
    protected override Task<IHost> Start(TestDatabase database) => LocalHost.Start(database);
}

public sealed class LocalGrainsConcurrencyTests : ConcurrencyContract
{
    protected override Task<GrainContract.IHost> Start(TestDatabase database) => LocalHost.Start(database);
}

public sealed class LocalGrainsRestartTests : RestartContract
{
    protected override Task<GrainContract.IHost> Start(TestDatabase database) => LocalHost.Start(database);
}
