using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Clients;

/// <summary>Programs in other languages, written as those of the old agent were, against a real agent.</summary>
public sealed class CanonicalClientSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    private static string Sources => Path.Combine(Workplace.Root, "test", "EndToEnd.Specs", "Clients");

    private static string Protos => Path.Combine(Workplace.Root, "src", "Protocol", "Agent");

    private static string Mnist => Path.Combine(Workplace.Models!, "nets", "mnist");

    [NeedsTheory(Needs.Models, Needs.Linux, Needs.PythonGrpc)]
    [InlineData("plain")]
    [InlineData("as grpcio since 1.57")]
    public async Task Python_client_walks_the_canonical_flow(string authority)
    {
        string stubs = Directory.CreateDirectory(Path.Combine(Workplace.BuiltClients, "python")).FullName;
        await Programs.MustRunAsync(Limit, "protoc", "-I", Protos, "--python_out=" + stubs, "agent.proto");
        await using AgentProcess agent = await AgentProcess.StartAsync();
        string[] foreign = authority == "plain" ? [] : [Uri.EscapeDataString(agent.Socket)];

        string said = await Programs.MustRunAsync(
            Limit, "/usr/bin/python3", [Path.Combine(Sources, "python", "canonical.py"), agent.Socket, stubs, .. Flow(), .. foreign]);

        Assert.Contains("canonical flow passed", said, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Models, Needs.Linux, Needs.CppGrpc)]
    public async Task Cpp_client_walks_the_canonical_flow()
    {
        string build = Path.Combine(Workplace.BuiltClients, "cpp");
        await Programs.MustRunAsync(Limit, "cmake", "-S", Path.Combine(Sources, "cpp"), "-B", build, "-DPROTO_DIR=" + Protos);
        await Programs.MustRunAsync(BuildLimit, "cmake", "--build", build);
        await using AgentProcess agent = await AgentProcess.StartAsync();

        string said = await Programs.MustRunAsync(Limit, Path.Combine(build, "canonical"), [agent.Socket, .. Flow()]);

        Assert.Contains("canonical flow passed", said, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Models, Needs.Node)]
    public async Task Node_client_walks_the_canonical_flow()
    {
        string work = Directory.CreateDirectory(Path.Combine(Workplace.BuiltClients, "node")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(Sources, "node")))
        {
            File.Copy(file, Path.Combine(work, Path.GetFileName(file)), overwrite: true);
        }

        await Programs.MustRunAsync(BuildLimit, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", work);
        await using AgentProcess agent = await AgentProcess.StartAsync();

        string said = await Programs.MustRunAsync(
            Limit, "node", [Path.Combine(work, "canonical.mjs"), agent.Socket, Path.Combine(Protos, "agent.proto"), .. Flow()]);

        Assert.Contains("canonical flow passed", said, StringComparison.Ordinal);
    }

    private static string[] Flow() => [Mnist, Path.Combine(Mnist, "in_0.bin"), Path.Combine(Mnist, "out_0.bin")];
}
