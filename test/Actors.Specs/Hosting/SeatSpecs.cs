using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Seats;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Models.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Hosting;

public sealed class SeatSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_actor_that_keeps_failing_comes_back_later_each_time_and_ends_nothing_else()
    {
        Sitting sitting = new();
        await using ModelsSystem system = new(virtualTime: true, seats: sitting.Seat());
        system.ExpectError("on purpose");
        await system.Load("m");
        IActorRef actor = await system.Seat();

        for (int life = 1; life <= 12; life++)
        {
            await ModelsSystem.Eventually(() => Reply(actor).Result is string);
            Assert.Equal(life, sitting.Lives);
            actor.Tell("fail");
            await ModelsSystem.Eventually(() => Reply(actor).Result is SeatProtocol.Down);
            system.Advance(SeatSupervision.MinBackoff * 0.9);
            Assert.IsType<SeatProtocol.Down>(await actor.Ask<object>("ping", Patience));
            system.Advance(SeatSupervision.MaxBackoff * 1.3);
        }

        (await system.Predict("m")).Result!.Dispose();
    }

    [Fact]
    public async Task An_actor_that_cannot_even_be_made_ends_nothing_else()
    {
        ActorSeat broken = new(typeof(SeatSpecs), "broken", Props.Create(() => new Broken()));
        await using ModelsSystem system = new(seats: broken);
        system.ExpectError("made on purpose");

        await system.Load("m");

        (await system.Predict("m")).Result!.Dispose();
        Assert.True((await Stop(system)).Complete);
    }

    [Fact]
    public async Task A_stop_waits_for_seats_that_want_it()
    {
        Sitting sitting = new();
        await using ModelsSystem system = new(seats: sitting.Seat(stops: true));
        IActorRef actor = await system.Seat();
        await actor.Ask<string>("ping", Patience);

        Task<EdgeSupervisor.Stopped> stopping = Stop(system);
        await ModelsSystem.Eventually(() => sitting.Stopping is not null);
        await system.Settle("none");
        Assert.False(stopping.IsCompleted);
        actor.Tell("done");

        Assert.True((await stopping).Complete);
        Assert.True(sitting.Stopping > TimeSpan.Zero && sitting.Stopping < system.Setting.Options.StopTimeout);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_seat_that_is_down()
    {
        Sitting sitting = new();
        await using ModelsSystem system = new(virtualTime: true, seats: sitting.Seat(stops: true));
        system.ExpectError("on purpose");
        IActorRef actor = await system.Seat();
        actor.Tell("fail");
        await ModelsSystem.Eventually(() => Reply(actor).Result is SeatProtocol.Down);

        Assert.True((await Stop(system)).Complete);
    }

    [Fact]
    public async Task A_stop_ends_in_time_whatever_a_seat_does()
    {
        Sitting sitting = new();
        await using ModelsSystem system = new(
            static options => options with { StopTimeout = TimeSpan.FromSeconds(4) }, virtualTime: true, seats: sitting.Seat(stops: true));
        await (await system.Seat()).Ask<string>("ping", Patience);

        Task<EdgeSupervisor.Stopped> stopping = Stop(system);
        await ModelsSystem.Eventually(() => sitting.Stopping is not null);
        await system.Settle("none");
        system.Advance(TimeSpan.FromSeconds(4.1));

        Assert.False((await stopping).Complete);
    }

    [Fact]
    public async Task A_host_registers_each_seat_under_its_key()
    {
        Sitting first = new();
        Sitting second = new();
        using IHost host = new HostBuilder()
            .ConfigureLogging(static logging => logging.ClearProviders())
            .ConfigureServices(services => services
                .AddSingleton<IInferenceEngine>(new FakeEngine())
                .AddSingleton(first.Seat(typeof(HeartbeatsKey), "first"))
                .AddSingleton(second.Seat(typeof(SeatSpecs), "second"))
                .AddEdgeActors(new ModelsOptions { WorkingDirectory = "/models", MemoryBudgetBytes = 1 << 20, MaxConcurrencyPerModel = 1 })
                .AddAkka("edge", static akka => akka.WithEdgeActors()))
            .Build();
        await host.StartAsync();

        IActorRef actor = await host.Services.GetRequiredService<IRequiredActor<HeartbeatsKey>>().GetAsync();
        await actor.Ask<string>("ping", Patience);
        IActorRef other = await host.Services.GetRequiredService<IRequiredActor<SeatSpecs>>().GetAsync();
        await other.Ask<string>("ping", Patience);
        await host.StopAsync();

        Assert.Equal((1, 1), (first.Lives, second.Lives));
        Assert.NotEqual(actor, other);
    }

    // What is said to an actor while it fails is never answered.
    private static async Task<object?> Reply(IActorRef actor)
    {
        try
        {
            return await actor.Ask<object>("ping", TimeSpan.FromSeconds(0.2));
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private static Task<EdgeSupervisor.Stopped> Stop(ModelsSystem system) =>
        system.Supervisor.Ask<EdgeSupervisor.Stopped>(EdgeSupervisor.Stop.Instance, Patience);

    private sealed class Sitting
    {
        private int _lives;

        public int Lives => _lives;

        public TimeSpan? Stopping { get; private set; }

        public ActorSeat Seat(bool stops = false) => new(typeof(SeatSpecs), "seat", Props.Create(() => new Sitter(this)), stops);

        public ActorSeat Seat(Type key, string name) => new(key, name, Props.Create(() => new Sitter(this)));

        private sealed class Sitter : ReceiveActor
        {
            private IActorRef _stopper = ActorRefs.Nobody;

            public Sitter(Sitting sitting)
            {
                Interlocked.Increment(ref sitting._lives);
                Receive<string>(static word => word == "fail", static _ => throw new InvalidOperationException("on purpose"));
                Receive<string>(static word => word == "done", _ => _stopper.Tell(SeatProtocol.Stopped.Instance));
                Receive<string>(_ => Sender.Tell("pong"));
                Receive<SeatProtocol.Stop>(stop => (_stopper, sitting.Stopping) = (Sender, stop.Within));
            }
        }
    }

    private sealed class Broken : ReceiveActor
    {
        public Broken() => throw new InvalidOperationException("made on purpose");
    }
}
