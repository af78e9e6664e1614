using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Cloud;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Disks;

/// <summary>Data that somebody removes while the agent runs, such as a script that resets a device or one that tidies up.</summary>
public class LostJournalSpecs
{
    [NeedsTheory(Needs.Linux)]
    [InlineData("db")]
    [InlineData("")]
    public async Task Captures_are_refused_those_before_delivered_and_a_restart_is_the_cure(string removed)
    {
        using CaptureDevice device = new(("CaptureDataPushPeriodSeconds", "600"));
        CaptureLoad before = Capturing.NewLoad();
        await using (AgentProcess agent = await device.StartAsync())
        {
            agent.ErrorsExpected = true;
            await agent.CaptureAsync(before, 50);
            Directory.Delete(Path.Combine(device.DataRoot, removed), recursive: true);

            using EdgeAgentClient client = agent.Connect();
            GrpcException refused = await Assert.ThrowsAsync<GrpcException>(
                () => client.CaptureDataAsync(CaptureContent.Request(CaptureDevice.Model, "late", 1_000)));
            Assert.Equal(GrpcStatusCode.Internal, refused.Code);
            Assert.EndsWith("restart the agent, then send this one again", refused.Message, StringComparison.Ordinal);

            agent.Signal("TERM");
            Assert.Equal(0, await agent.WaitForExitAsync(TimeSpan.FromSeconds(10)));
            Assert.Contains("The capture journal is lost", agent.Output, StringComparison.Ordinal);
        }

        SinkBooks.Of(device.CaptureRoot).MustBalance(before.Acknowledged);
        await using AgentProcess next = await device.StartAsync();
        await next.CaptureAsync(Capturing.NewLoad(), 10);
    }
}
