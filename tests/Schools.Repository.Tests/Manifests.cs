using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Schools.Repository.Tests;

/// <summary>One object that kustomize made, and what the Kubernetes schemas say against it.</summary>
public sealed record Manifest(JsonNode Object, IReadOnlyList<string> Problems)
{
    public string Name => $"{Object["kind"]} {Object["metadata"]?["name"]}";

    /// <summary>The pod of a workload, null for everything else.</summary>
    public JsonNode? Pod => Object["spec"]?["template"]?["spec"];
}

/// <summary>What kubectl makes of a folder of k8s/, held against the schemas by kubernetes/check.mjs.</summary>
public static class Manifests
{
    // Debian 12 still packs kubectl 1.20, whose kustomize 2 knows neither "patches" nor "replicas".
    private const int OldestKustomize = 5;

    /// <summary>The objects of <paramref name="folder"/>, a path in the repository.</summary>
    /// <remarks>Skips the test where no kubectl is found that can make them.</remarks>
    public static async Task<IReadOnlyList<Manifest>> Of(string folder)
    {
        await SkipWithoutKubectl();
        return await Check(await Run("kubectl", "", "kustomize", RepositoryTree.FullPath(folder)));
    }

    public static async Task<IReadOnlyList<Manifest>> Check(string yaml)
    {
        var script = RepositoryTree.FullPath("tests/Schools.Repository.Tests/kubernetes/check.mjs");
        var objects = JsonNode.Parse(await Run("node", yaml, script))!.AsArray();
        return [.. objects.Select(o => new Manifest(o!["object"]!, [.. o["problems"]!.AsArray().Select(p => p!.GetValue<string>())]))];
    }

    private static async Task SkipWithoutKubectl()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "kubectl")));
        Assert.SkipUnless(found, "kubectl is not in the PATH: k8s/ is not checked. Install kubectl 1.27 or newer.");
        var version = JsonNode.Parse(await Run("kubectl", "", "version", "--client", "--output=json"));
        var kustomize = version?["kustomizeVersion"]?.GetValue<string>() ?? "before v4";
        var major = kustomize.TrimStart('v').Split('.')[0];
        Assert.SkipUnless(
            int.TryParse(major, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= OldestKustomize,
            $"kubectl holds kustomize {kustomize}: k8s/ is not checked. Install kubectl 1.27 or newer.");
    }

    private static async Task<string> Run(string program, string input, params string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: code {process.ExitCode}\n{await errors}");
        return await output;
    }
}
