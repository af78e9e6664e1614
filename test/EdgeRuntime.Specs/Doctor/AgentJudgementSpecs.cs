using EdgeActors.Doctor;
using EdgeActors.Doctor.Paths;
using EdgeActors.Doctor.Serving;
using EdgeActors.Doctor.User;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Doctor;

public sealed class AgentJudgementSpecs
{
    private static readonly ServingFacts Healthy = new(Reach.Open)
    {
        Pid = 12,
        User = 0,
        Program = "/opt/edgeactors/edgeactors",
        Health = "SERVING",
        Models = 2,
        Took = TimeSpan.FromMilliseconds(7),
    };

    private static ServingFacts Mute => Healthy with { Health = null, Models = null };

    [Fact]
    public void Serving_agent_is_well() => Judge(Healthy).Only(AgentCodes.Ok, "process 12 of root (0) serves on /a.sock, 2 models loaded; it answered after 7 ms");

    [Fact]
    public void Absent_agent_is_only_worth_knowing()
    {
        Judge(new ServingFacts(Reach.Nothing)).Only(AgentCodes.Absent, "nobody answers");
        Judge(new ServingFacts(Reach.Denied)).Only(AgentCodes.Absent, "may not connect");
    }

    [Fact]
    public void Service_that_runs_is_told_to_who_looked_elsewhere()
    {
        Judge(new ServingFacts(Reach.Nothing) { HasService = true }).Only(AgentCodes.Absent, "the service has its socket elsewhere");
        Judge(new ServingFacts(Reach.Denied) { HasService = true }).Only(AgentCodes.Absent, "may not connect");
    }

    [Fact]
    public void Service_that_is_starting_has_not_its_socket_elsewhere()
    {
        Finding finding = Assert.Single(AgentCheck.Judge(new ServingFacts(Reach.Nothing) { HasService = true }, "/run/edgeactors/agent.sock"));

        Assert.Equal("nobody answers on /run/edgeactors/agent.sock", finding.Evidence);
    }

    [Fact]
    public void Agent_that_does_not_serve_is_told_by_what_it_does()
    {
        Judge(Healthy with { Health = "NOT_SERVING" }).Only(AgentCodes.NotServing, "says NOT_SERVING");
        Judge(Mute with { Refusal = GrpcStatusCode.DeadlineExceeded }).Only(AgentCodes.Silent);
        Judge(Mute with { Refusal = GrpcStatusCode.Unavailable, Detail = "it broke" }).Only(AgentCodes.Foreign, "it broke");
    }

    [Fact]
    public void Old_agent_is_told_by_its_program_or_by_what_it_lacks()
    {
        Judge(Mute with { Refusal = GrpcStatusCode.Unimplemented, Models = 1 }).Only(AgentCodes.Old, "no health service and 1 models");
        Judge(Healthy with { OldAgents = [12] }).Only(AgentCodes.Old, "serves on /a.sock");
        Assert.Equal(["AGENT-OK", "AGENT-OLD"], Judge(Healthy with { OldAgents = [99] }).Codes());
    }

    [Fact]
    public void Program_that_was_replaced_on_disk_is_told() =>
        Assert.Equal(["AGENT-OK", "AGENT-REPLACED"], Judge(Healthy with { Program = "/opt/edgeactors/edgeactors (deleted)" }).Codes());

    [Theory]
    [InlineData("/opt/aws/sagemaker_edge_agent_binary\0-a\0/tmp/x.sock\0", true)]
    [InlineData("sagemaker_edge_agent_binary", true)]
    [InlineData("vim\0sagemaker_edge_agent_binary\0", false)]
    [InlineData("", false)]
    public void Old_program_is_known_by_its_name(string commandLine, bool isOld) => Assert.Equal(isOld, OldAgent.IsOld(commandLine));

    [Fact]
    public void User_is_compared_with_the_running_agents_first_and_then_with_the_owner_of_the_data()
    {
        Assert.Equal(UserCodes.Ok, Code(me: 1000, agent: null, owner: 1000));
        Assert.Equal(UserCodes.Ok, Code(me: 1000, agent: null, owner: null));
        Assert.Equal(UserCodes.Ok, Code(me: 1000, agent: 1000, owner: 998));
        Assert.Equal(UserCodes.Ok, Code(me: null, agent: null, owner: null));
        Assert.Equal(UserCodes.Root, Code(me: 0, agent: null, owner: 0));
        Assert.Equal(UserCodes.Other, Code(me: 0, agent: null, owner: 998));
        Assert.Equal(UserCodes.Other, Code(me: 0, agent: 998, owner: 0));
        Assert.Equal(UserCodes.Other, Code(me: 1000, agent: null, owner: 0));
    }

    [Fact]
    public void Users_are_named_where_the_system_has_a_name()
    {
        Assert.Equal("user 4000000000", Accounts.Show(4_000_000_000));
        Assert.Equal("#4000000000", Accounts.ForSudo(4_000_000_000));
    }

    private static IReadOnlyList<Finding> Judge(ServingFacts facts) => AgentCheck.Judge(facts, "/a.sock");

    private static DoctorCode Code(uint? me, uint? agent, uint? owner) => Assert.Single(UserCheck.Judge(me, agent, owner, "/data")).Code;
}
