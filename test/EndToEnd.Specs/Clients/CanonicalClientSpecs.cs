using System.Text;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.CaptureReading;

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
        MustHold(agent, "mnist", "python-bytes", "python-shared");
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
        MustHold(agent, "mnist-cpp", "cpp-bytes", "cpp-shared");
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
        MustHold(agent, "mnist-node", "node-bytes");
    }

    // What was captured, as a consumer of the old agent's data finds it: the output in the record, the input, which is larger than 3 KB, beside it.
    private static void MustHold(AgentProcess agent, string model, params string[] captures)
    {
        string root = agent.CaptureFolder;
        CaptureReader reader = new("sme-capture", CaptureListing.KeyBelow(root));
        IReadOnlyDictionary<string, Func<byte[]>> files = CaptureListing.OfFolder(root);
        ReadCapture[] records = [.. reader.Read(files).OrderBy(record => record.CaptureId, StringComparer.Ordinal)];

        Assert.Equal(captures, records.Select(record => record.CaptureId));
        Assert.Empty(reader.Orphans(files.Keys));
        Assert.All(records, record =>
        {
            Assert.Equal(("no_fleet", model, "no_version"), (record.Fleet, record.ModelName, record.ModelVersion));
            ReadItem input = Assert.Single(record.Items, item => item.Array == "deviceFleetInputs");
            Assert.Equal(("Input3", "Tensor[FLOAT32; 1, 1, 28, 28]"), (input.Name, input.ContentType));
            Assert.Equal(File.ReadAllBytes(Path.Combine(Mnist, "in_0.bin")), input.Bytes);
            ReadItem output = Assert.Single(record.Items, item => item.Array == "deviceFleetOutputs");
            Assert.True(output.Key is null && Tensors.Close(output.Bytes, File.ReadAllBytes(Path.Combine(Mnist, "out_0.bin"))));
            bool isShared = record.CaptureId.EndsWith("shared", StringComparison.Ordinal);
            Assert.Equal(isShared, record.InferenceTime == new DateTime(2023, 11, 14, 22, 13, 20));
            string[] notes = isShared ? [] : ["note json {\"line\": 7}"];
            Assert.Equal(notes, record.Items.Where(IsNote).Select(item => $"{item.Name} {item.ContentType} {Encoding.UTF8.GetString(item.Bytes)}"));
        });
    }

    private static bool IsNote(ReadItem item) => item.Array == "deviceFleetAuxiliaryInputs";

    private static string[] Flow() => [Mnist, Path.Combine(Mnist, "in_0.bin"), Path.Combine(Mnist, "out_0.bin")];
}
