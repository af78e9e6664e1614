using Akka.Actor;

namespace Akka.Specs;

public sealed class SmokeSpecs : TestKit.Xunit2.TestKit
{
    [Fact]
    public void Echo_answers()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()), "echo");

        echo.Tell("hello");

        ExpectMsg("hello");
    }

    [Fact]
    public async Task Ask_gives_the_reply()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()), "echo");

        Assert.Equal("x", await echo.Ask<string>("x", TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Restart_keeps_the_ref()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()), "echo");
        echo.Tell(new InvalidOperationException("boom"));
        Assert.Equal("x", await echo.Ask<string>("x", TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Stopped_actor_is_reported()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()), "echo");
        Watch(echo);
        Sys.Stop(echo);
        ExpectTerminated(echo);
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo()
        {
            Receive<Exception>(e => throw e);
            ReceiveAsync<string>(async s => { await Task.Yield(); Sender.Tell(s); });
        }
    }
}
