using System.Threading.Channels;
using Akka.Actor;
using EdgeActors.FaultKit;
using EdgeActors.Models;
using EdgeActors.Models.Serving;
using EdgeActors.Specs.Models.Fakes;

namespace EdgeActors.Specs.Models.Serving;

/// <summary>A model's actor crashes before or after each message of its life: its registry hears all the same what became of the model.</summary>
public sealed class ModelActorCrashSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("Opened", "before")]
    [InlineData("Opened", "after")]
    [InlineData("Drain", "before")]
    [InlineData("Drain", "after")]
    [InlineData("Idle", "before")]
    [InlineData("Idle", "after")]
    [InlineData("Released", "before")]
    [InlineData("Released", "after")]
    public async Task A_crash_delays_neither_the_load_nor_the_unload(string message, string moment)
    {
        await using ModelsSystem system = new();
        system.ExpectError("injected");
        FakeModel model = system.Engine.In("m");
        ChannelReader<object> notices = Start(system, $"at actor /user/parent/* on {message} #1 {moment}: crash");

        IActorRef actor = Assert.IsType<ServingProtocol.ModelReady>(await Next(notices)).Model.Actor;
        actor.Tell(new ServingProtocol.Drain(TimeSpan.FromSeconds(30)), ActorRefs.NoSender);
        Assert.IsType<ServingProtocol.ModelDrained>(await Next(notices));

        await ModelsSystem.Eventually(() => system.HasLoggedError("injected") && model.SessionsDisposed.Value == 1);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_crash_hides_no_load_that_failed(string moment)
    {
        await using ModelsSystem system = new();
        system.ExpectError("injected");
        system.Engine.In("m").LoadFailure = new ModelFaultException(FaultCode.FailedPrecondition, "made for another machine");
        ChannelReader<object> notices = Start(system, $"at actor /user/parent/* on NotOpened #1 {moment}: crash");

        Assert.Equal("made for another machine", Assert.IsType<ServingProtocol.ModelFailed>(await Next(notices)).Fault.Message);
    }

    private static ChannelReader<object> Start(ModelsSystem system, string script)
    {
        Channel<object> notices = Channel.CreateUnbounded<object>();
        Props child = ModelActor.Props(new ModelLife("m", "m", "/models/m", 1), system.Setting).WithFaults(system.System.Faults(script));
        system.System.ActorOf(Props.Create(() => new Parent(child, notices.Writer)), "parent");
        return notices.Reader;
    }

    private static async Task<object> Next(ChannelReader<object> notices) => await notices.ReadAsync().AsTask().WaitAsync(Patience);

    private sealed class Parent : ReceiveActor
    {
        public Parent(Props child, ChannelWriter<object> notices)
        {
            Context.ActorOf(child, "m");
            ReceiveAny(notice => notices.TryWrite(notice));
        }
    }
}
