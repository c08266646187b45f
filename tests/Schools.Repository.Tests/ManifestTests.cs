namespace Schools.Repository.Tests;

/// <summary>k8s/ as a cluster would get it: fields that Kubernetes knows, and nothing less guarded than the rules ask.</summary>
public sealed class ManifestTests
{
    private const string Base = "k8s/base";
    private const string Orleans = "k8s/overlays/orleans";

    [Theory]
    [InlineData(Base)]
    [InlineData(Orleans)]
    public async Task Every_object_keeps_schema_and_rules(string folder)
    {
        var objects = await Manifests.Of(folder);
        Assert.Contains(objects, o => o.Name is "Deployment schools");
        Assert.Contains(objects, o => o.Name is "Job schools-migration");
        Assert.Empty(ManifestRules.Breaches(objects));
    }

    [Theory]
    [InlineData(Base)]
    [InlineData(Orleans)]
    public async Task What_a_service_and_its_guards_select_is_the_server(string folder)
    {
        var objects = await Manifests.Of(folder);
        var labels = objects.Single(o => o.Name is "Deployment schools").Object["spec"]!["template"]!["metadata"]!["labels"]!.AsObject();
        var selectors =
            from o in objects
            let spec = o.Object["spec"]
            let selector = spec?["podSelector"]?["matchLabels"] ?? spec?["selector"]?["matchLabels"] ?? spec?["selector"]
            where selector is not null
            select (o.Name, Selects: selector.AsObject().All(l => $"{labels[l.Key]}" == $"{l.Value}"));
        Assert.Equal(objects.Count(o => !o.Name.StartsWith("ConfigMap", StringComparison.Ordinal)) - 2, selectors.Count());
        Assert.DoesNotContain(selectors, s => !s.Selects);
    }

    // Changed text of a pod that keeps every rule | the one breach that must be found.
    [Theory]
    [InlineData("replicas: 2", "replicaz: 2", "Deployment x: /spec/replicaz is not a field of the schema")]
    [InlineData("replicas: 2", "replicas: two", "Deployment x: data/spec/replicas must be integer")]
    [InlineData("apps/v1", "apps/v9", "Deployment x: no schema for apps/v9 Deployment")]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false", "Deployment x: securityContext/runAsNonRoot is not true")]
    [InlineData("readOnlyRootFilesystem: true", "runAsUser: 1",
        "Deployment x, container c: securityContext/readOnlyRootFilesystem is not true")]
    [InlineData("drop: [ALL]", "drop: [NET_RAW]", "Deployment x, container c: securityContext/capabilities/drop/0 is not ALL")]
    [InlineData("limits: { memory: 1Gi }", "limits: {}", "Deployment x, container c: resources/limits/memory is missing")]
    [InlineData("livenessProbe: *probe", "workingDir: /", "Deployment x, container c: livenessProbe is missing")]
    [InlineData("i:1.0", "i", "Deployment x, container c: the image i names no version")]
    [InlineData("valueFrom: { secretKeyRef: { name: s, key: k } }", "value: Host=h",
        "Deployment x, container c: ConnectionStrings__Schools does not come from a secret")]
    [InlineData("inject: \"false\"", "inject: \"true\"", "Deployment x: a mesh proxy may enter the pod")]
    [InlineData("kind: ConfigMap", "kind: Secret", "Secret m: a secret is made in the cluster, never in the repository")]
    [InlineData("a: abcd", "a: Host=h;Password=p", "ConfigMap m/data/a: holds a password")]
    [InlineData("type: ClusterIP", "type: NodePort", "Service s: opens the program to the outside")]
    public async Task Each_rule_bites(string text, string changed, string breach)
    {
        Assert.Empty(ManifestRules.Breaches(await Manifests.Check(Kept)));
        var broken = Kept.Replace(text, changed, StringComparison.Ordinal);
        Assert.Equal([breach], ManifestRules.Breaches(await Manifests.Check(broken)));
    }

    private const string Kept = """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: m }
        data: { a: abcd }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: s }
        spec:
          type: ClusterIP
          ports: [{ port: 80 }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: x }
        spec:
          replicas: 2
          selector: { matchLabels: { app: x } }
          template:
            metadata:
              labels:
                app: x
                sidecar.istio.io/inject: "false"
            spec:
              automountServiceAccountToken: false
              enableServiceLinks: false
              securityContext:
                runAsNonRoot: true
                seccompProfile: { type: RuntimeDefault }
              containers:
                - name: c
                  image: i:1.0
                  env:
                    - name: ConnectionStrings__Schools
                      valueFrom: { secretKeyRef: { name: s, key: k } }
                  startupProbe: &probe { exec: { command: [x] } }
                  livenessProbe: *probe
                  readinessProbe: *probe
                  resources:
                    requests: { cpu: 1m, memory: 1Mi }
                    limits: { memory: 1Gi }
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities:
                      drop: [ALL]
        """;
}
