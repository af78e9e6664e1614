using EdgeActors.Models;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.FaultKit.Specs.Host;

public sealed class RunningHostSpecs
{
    private const string Empty = "/tmp";

    [LinuxFact]
    public async Task Faults_are_off_until_set_and_loud_from_the_start()
    {
        await using Agent agent = await Agent.StartAsync(Agent.Kit);

        Assert.Contains($"warn  FAULTS ARE ON: whoever uses {agent.Faults} makes", agent.Output, StringComparison.Ordinal);
        Assert.Equal("seed 1\n.\n", await agent.TellAsync("list"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(agent.Faults));
    }

    [LinuxFact]
    public async Task A_port_fails_as_the_script_says_and_is_well_again_when_it_is_cleared()
    {
        await using Agent agent = await Agent.StartAsync(Agent.Kit);
        using EdgeAgentClient client = new(agent.Socket);
        LoadModelRequest request = new() { Url = Empty, Name = "m" };

        string set = await agent.TellAsync("set\nat port IInferenceEngine.Inspect: throw ModelFaultException(NotFound) \"as told\"\n.");
        GrpcException faulty = await Assert.ThrowsAsync<GrpcException>(() => client.LoadModelAsync(request));
        string points = await agent.TellAsync("points");
        await agent.TellAsync("clear");
        GrpcException well = await Assert.ThrowsAsync<GrpcException>(() => client.LoadModelAsync(request));

        Assert.Equal("ok 1 rules\n.\n", set);
        Assert.Contains("as told", faulty.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("as told", well.Message, StringComparison.Ordinal);
        Assert.Contains("port IInferenceEngine.Inspect #1\n", points, StringComparison.Ordinal);
        Assert.Contains($"actor /user/edge/models on {typeof(ModelsProtocol.LoadModel)} #1\n", points, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task The_process_is_killed_at_the_point_that_the_script_names()
    {
        await using Agent agent = await Agent.StartAsync(Agent.Kit);
        using EdgeAgentClient client = new(agent.Socket);

        LoadModelRequest request = new() { Url = Empty, Name = "m" };

        await agent.TellAsync("set\nat actor /user/edge/models on LoadModel #2: kill\n.");
        GrpcException first = await Assert.ThrowsAsync<GrpcException>(() => client.LoadModelAsync(request));
        Task<GrpcException> second = Assert.ThrowsAsync<GrpcException>(() => client.LoadModelAsync(request));

        Assert.NotEqual(GrpcStatusCode.Unavailable, first.Code);
        Assert.Equal(137, await agent.EndAsync());
        await second;
    }

    [LinuxFact]
    public async Task A_faulty_script_changes_nothing_and_is_explained()
    {
        await using Agent agent = await Agent.StartAsync(Agent.Kit);
        await agent.TellAsync("set\nat actor /user/edge/models: drop\n.");

        string answer = await agent.TellAsync("set\nat actor x: drop\n.");
        string unknown = await agent.TellAsync("sett");

        Assert.StartsWith("error: line 1: 'x' is no actor's path; begin it with '/', as in '/user/a'", answer, StringComparison.Ordinal);
        Assert.Equal("error: 'sett' is no command; 'help' lists them\n.\n", unknown);
        Assert.Equal("seed 1\nat actor /user/edge/models: drop\n.\n", await agent.TellAsync("list"));
    }

    [LinuxFact]
    public async Task Without_the_kit_the_agent_says_what_is_missing()
    {
        await using Agent agent = await Agent.StartAsync("/nowhere/EdgeActors.FaultKit.dll");

        Assert.Equal(2, await agent.EndAsync());
        Assert.Contains(
            "there is no '/nowhere/EdgeActors.FaultKit.dll'; put EdgeActors.FaultKit.dll there or name it with --faults-kit.",
            agent.Output,
            StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Another_library_is_not_taken_for_the_kit()
    {
        await using Agent agent = await Agent.StartAsync(typeof(ModelsProtocol).Assembly.Location);

        Assert.Equal(2, await agent.EndAsync());
        Assert.Contains("is not the fault kit of this program's version", agent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_product_holds_no_fault_kit()
    {
        IEnumerable<string?> references = new[] { typeof(Hosting.NoFaults), typeof(Hosting.Faults.FaultHosting) }
            .SelectMany(type => type.Assembly.GetReferencedAssemblies()).Select(name => name.Name);

        Assert.DoesNotContain("EdgeActors.FaultKit", references);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static UnixFileMode Mode(string path) => File.GetUnixFileMode(path);
}
