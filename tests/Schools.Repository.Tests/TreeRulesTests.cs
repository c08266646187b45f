namespace Schools.Repository.Tests;

/// <summary>Each rule bites on a small text that breaks it and lets its neighbour pass.</summary>
public sealed class TreeRulesTests
{
    [Theory]
    [InlineData("cd /wo" + "rk/main", true)]
    [InlineData("\"/ro" + "ot/.nuget/packages\"", true)]
    [InlineData("file:///ho" + "me/anna/schools", false)]
    [InlineData("in /ho" + "me/anna/schools", true)]
    [InlineData("src/work/notes, ../work/x, https://example.org/work/x", false)]
    public void Machine_paths(string text, bool found) => Assert.Equal(found, TreeRules.MachinePaths("a.txt", text).Any());

    [Theory]
    [InlineData("registry=https://registry.npm" + "js.org/", true)]
    [InlineData("<add key=\"x\" value=\"https://example.org/v3/index" + ".json\" />", true)]
    [InlineData("https://www.npmjs.com/package/echarts", false)]
    public void Registry_hosts(string text, bool found) => Assert.Equal(found, TreeRules.RegistryHosts("a.txt", text).Any());

    [Theory]
    [InlineData("\"resol" + "ved\": \"https://example.org/echarts.tgz\"", true)]
    [InlineData("\"resolved\": \"3.0.320\"", false)]
    public void Addresses_in_lock_files(string text, bool found) =>
        Assert.Equal(found, TreeRules.ResolvedAddresses("package-lock.json", text).Any());

    [Fact]
    public void Conflict_markers_and_keys()
    {
        Assert.Equal(2, Assert.Single(TreeRules.Conflicts("a.cs", $"a\n{new string('<', 7)} HEAD\n=======\n")).Line);
        Assert.Single(TreeRules.Secrets("a.pem", "-----BEGIN RSA PRIVATE" + " KEY-----"));
    }

    [Fact]
    public void Dead_links()
    {
        const string text = """
            [map](src/README.md#walls) [web](https://example.org/x) [here](#top) ![picture](gone.png)
            [out](../shared/domain.md) [up](./tools/../src/README.md)
            ```
            [in a block](nowhere)
            ```
            """;
        var dead = TreeRules.DeadLinks("README.md", text, path => path is "src/README.md").Select(finding => finding.ToString());
        Assert.Equal(
        [
            "README.md:1: link to 'gone.png' leads nowhere in the repository. Correct it or remove it",
            "README.md:2: link to '../shared/domain.md' leads nowhere in the repository. Correct it or remove it",
        ], dead);
    }

    [Fact]
    public void Links_are_relative_to_their_file() =>
        Assert.Empty(TreeRules.DeadLinks("src/README.md", "[readme](../README.md)", path => path is "README.md"));
}
