using System.Net;
using System.Reflection;
using Schools.Domain;

namespace Schools.Orleans;

/// <summary>What can be set of the cluster, under <c>Grains:Orleans</c>. The defaults are for one machine and quick recovery.</summary>
public sealed class OrleansOptions
{
    public const string Section = "Grains:Orleans";

    /// <summary>Silos with the same name on the same database form one cluster.</summary>
    public string Cluster { get; set; } = "schools";

    /// <summary>Where other silos reach this one. Nothing signs in here, so only a network of silos may reach it.</summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    public int SiloPort { get; set; } = 11_111;

    /// <summary>For clients outside the silos; 0 for none. The web program is a silo and needs none.</summary>
    public int GatewayPort { get; set; }

    /// <summary>How often a silo asks others whether they live.</summary>
    public TimeSpan Probe { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Unanswered probes until a silo counts as lost.</summary>
    public int MissedProbes { get; set; } = 2;

    /// <summary>Silos that must find another one lost. One is enough: a silo lost by mistake costs a restart, never data.</summary>
    public int Votes { get; set; } = 1;

    /// <summary>How long silos wait for each other's answer about where a grain is.</summary>
    public TimeSpan SystemResponse { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a caller waits for the answer of a grain.</summary>
    public TimeSpan Response { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a silo writes that it lives. After three times this, a row of a killed silo is nobody's.</summary>
    public TimeSpan Alive { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>All silos of a cluster run one version: commands travel between them as the JSON of that version.</summary>
    public string Program { get; set; } = Version;

    /// <summary>The version of the build, and a mark of the compiled Domain: two builds of one version may differ in it.</summary>
    private static string Version { get; } =
        $"{typeof(OrleansOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}"
        + $"-{typeof(School).Module.ModuleVersionId.ToString("N")[..12]}";
}
