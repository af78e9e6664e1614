using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace EdgeActors.FaultKit.Specs.Examples;

/// <summary>The examples of docs/faultkit.md, word for word between the marks; <see cref="DocumentSpecs"/> compares them.</summary>
public sealed class DocumentedSpecs() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    [Fact]
    public void A_crash_loses_one_order_and_no_other()
    {
        // begin: crash
        Faults faults = Sys.Faults("at actor /user/orders on Order #2 before: crash");
        IActorRef orders = Sys.ActorOf(Props.Create<Orders>().WithFaults(faults), "orders");

        orders.Tell(new Order(1), TestActor);
        orders.Tell(new Order(2), TestActor);
        orders.Tell(new Order(3), TestActor);

        ExpectMsg("taken 1");
        ExpectMsg("taken 3");
        // end: crash
    }

    [Fact]
    public void A_late_order_is_taken_later()
    {
        // begin: delay
        FaultScript script = FaultScript.Seeded(42).AtActor("/user/orders").On<Order>().Nth(1).Delay(TimeSpan.FromSeconds(10)).Build();
        IActorRef orders = Sys.ActorOf(Props.Create<Orders>().WithFaults(Sys.Faults(script)), "orders");

        orders.Tell(new Order(1), TestActor);
        orders.Tell(new Order(2), TestActor);
        ExpectMsg("taken 2");
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(10));

        ExpectMsg("taken 1");
        // end: delay
    }

    [Fact]
    public async Task A_full_disk_is_survived()
    {
        // begin: port
        Faults faults = new(FaultScript.Parse("at port ILedger.AppendAsync #1..2: disk-full"));
        MemoryLedger memory = new();
        ILedger ledger = FaultyPort.Wrap<ILedger>(memory, faults);

        await Assert.ThrowsAsync<IOException>(() => ledger.AppendAsync("a"));
        await Assert.ThrowsAsync<IOException>(() => ledger.AppendAsync("a"));
        await ledger.AppendAsync("a");

        Assert.Equal(["a"], memory.Lines);
        // end: port
    }

    [Fact]
    public async Task A_failure_found_by_chance_is_found_again()
    {
        // begin: replay
        Faults random = new(FaultScript.Parse("seed 7\nat port ILedger.AppendAsync 30%: throw TimeoutException \"slow disk\""));
        string[] first = await AppendAsync(random, lines: 20);
        string saved = random.Trace.ToString();

        Faults again = new(FaultTrace.Replay(saved));
        string[] second = await AppendAsync(again, lines: 20);

        Assert.Equal(first, second);
        // end: replay
        Assert.InRange(first.Length, 8, 19);
    }

    private static async Task<string[]> AppendAsync(Faults faults, int lines)
    {
        MemoryLedger memory = new();
        ILedger ledger = FaultyPort.Wrap<ILedger>(memory, faults);
        for (int i = 0; i < lines; i++)
        {
            await Record.ExceptionAsync(() => ledger.AppendAsync($"{i}"));
        }

        return [.. memory.Lines];
    }

    private interface ILedger
    {
        Task AppendAsync(string line);
    }

    private sealed record Order(int Number);

    private sealed class Orders : ReceiveActor
    {
        public Orders() => Receive<Order>(order => Sender.Tell($"taken {order.Number}"));
    }

    private sealed class MemoryLedger : ILedger
    {
        public List<string> Lines { get; } = [];

        public Task AppendAsync(string line)
        {
            Lines.Add(line);
            return Task.CompletedTask;
        }
    }
}
