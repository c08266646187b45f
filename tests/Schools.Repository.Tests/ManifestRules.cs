using System.Text.Json.Nodes;

namespace Schools.Repository.Tests;

/// <summary>What every object of k8s/ owes; each breach is one line that names the object.</summary>
public static class ManifestRules
{
    public static IEnumerable<string> Breaches(IReadOnlyList<Manifest> objects) =>
        objects.SelectMany(o => o.Problems.Select(problem => $"{o.Name}: {problem}"))
            .Concat(objects.SelectMany(Secrets))
            .Concat(objects.SelectMany(Openings))
            .Concat(objects.SelectMany(Pods));

    private static IEnumerable<string> Secrets(Manifest o)
    {
        if (Is(o.Object["kind"], "Secret"))
        {
            yield return $"{o.Name}: a secret is made in the cluster, never in the repository";
        }
        foreach (var (path, text) in Texts(o.Object, o.Name))
        {
            if (text.Contains("password", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{path}: holds a password";
            }
        }
    }

    /// <summary>Until people sign in, everyone who reaches the program holds all roles.</summary>
    private static IEnumerable<string> Openings(Manifest o)
    {
        if (Is(o.Object["kind"], "Ingress") || Is(o.Object["kind"], "Service") && !Is(o.Object["spec"]?["type"], "ClusterIP"))
        {
            yield return $"{o.Name}: opens the program to the outside";
        }
    }

    private static IEnumerable<string> Pods(Manifest o)
    {
        if (o.Pod is not { } pod)
        {
            yield break;
        }
        foreach (var host in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(host => pod[host] is not null))
        {
            yield return $"{o.Name}: {host} takes the pod out of its own walls";
        }
        foreach (var volume in Items(pod["volumes"]).Where(volume => volume["hostPath"] is not null))
        {
            yield return $"{o.Name}: volume {volume["name"]} is a folder of the node";
        }
        foreach (var (path, wanted) in PodSettings)
        {
            if (!Is(At(pod, path), wanted))
            {
                yield return $"{o.Name}: {path} is not {wanted}";
            }
        }
        if (!Is(At(o.Object, "spec/template/metadata/labels/sidecar.istio.io~inject"), "false"))
        {
            yield return $"{o.Name}: a mesh proxy may enter the pod";
        }
        foreach (var container in Items(pod["initContainers"]).Concat(Items(pod["containers"])))
        {
            foreach (var breach in Container(container, Is(o.Object["kind"], "Job")))
            {
                yield return $"{o.Name}, container {container["name"]}: {breach}";
            }
        }
    }

    private static readonly (string Path, string Wanted)[] PodSettings =
    [
        ("securityContext/runAsNonRoot", "true"),
        ("securityContext/seccompProfile/type", "RuntimeDefault"),
        ("automountServiceAccountToken", "false"),
        ("enableServiceLinks", "false"),
    ];

    private static readonly (string Path, string Wanted)[] ContainerSettings =
    [
        ("securityContext/allowPrivilegeEscalation", "false"),
        ("securityContext/readOnlyRootFilesystem", "true"),
        ("securityContext/capabilities/drop/0", "ALL"),
    ];

    // Processors are asked for and not capped: a cap would slow the probes before it slowed anything else.
    private static readonly string[] ContainerOwes = ["resources/requests/cpu", "resources/requests/memory", "resources/limits/memory"];
    private static readonly string[] ServerOwes = ["startupProbe", "livenessProbe", "readinessProbe"];

    private static IEnumerable<string> Container(JsonNode container, bool ends)
    {
        foreach (var (path, wanted) in ContainerSettings)
        {
            if (!Is(At(container, path), wanted))
            {
                yield return $"{path} is not {wanted}";
            }
        }
        foreach (var path in ends ? ContainerOwes : [.. ContainerOwes, .. ServerOwes])
        {
            if (At(container, path) is null)
            {
                yield return $"{path} is missing";
            }
        }
        var image = $"{container["image"]}";
        var tag = image[(image.LastIndexOf('/') + 1)..].Split(':').ElementAtOrDefault(1);
        if (tag is null or "" or "latest")
        {
            yield return $"the image {image} names no version";
        }
        foreach (var variable in Items(container["env"]))
        {
            if ($"{variable["name"]}".StartsWith("ConnectionStrings", StringComparison.Ordinal)
                && variable["valueFrom"]?["secretKeyRef"] is null)
            {
                yield return $"{variable["name"]} does not come from a secret";
            }
        }
    }

    private static IEnumerable<JsonNode> Items(JsonNode? list) => list?.AsArray().OfType<JsonNode>() ?? [];

    /// <summary>A tilde in a step stands for a slash in its name.</summary>
    private static JsonNode? At(JsonNode from, string path) =>
        path.Split('/').Aggregate((JsonNode?)from, (node, step) => node switch
        {
            JsonArray list => list.ElementAtOrDefault(int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)),
            JsonObject fields => fields[step.Replace('~', '/')],
            _ => null,
        });

    private static bool Is(JsonNode? node, string text) => string.Equals(node?.ToString(), text, StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Text)> Texts(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Texts(field.Value, $"{path}/{field.Key}")),
        JsonArray list => list.SelectMany((item, index) => Texts(item, $"{path}/{index}")),
        null => [],
        _ => [(path, node.ToString())],
    };
}
