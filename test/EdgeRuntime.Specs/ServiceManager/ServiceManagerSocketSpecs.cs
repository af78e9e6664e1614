using EdgeActors.ServiceManager;
using EdgeActors.Specs.GreengrassDoubles;

namespace EdgeActors.Specs.ServiceManager;

public sealed class ServiceManagerSocketSpecs
{
    [Theory]
    [InlineData("/tmp/notify-")]
    [InlineData("@edge-notify-")]
    public async Task It_is_told_by_path_and_by_abstract_name(string prefix)
    {
        string address = prefix + Guid.NewGuid().ToString("n");
        using NotifySocketDouble manager = new(address);
        ServiceManagerSocket socket = ServiceManagerSocket.From(name => name == "NOTIFY_SOCKET" ? address : null)!;

        Assert.Null(socket.Send(ServiceNotice.Ready("Serving on /tmp/a.sock")));
        Assert.Null(socket.Send(ServiceNotice.Alive));
        Assert.Null(socket.Send(ServiceNotice.Stopping("Bye")));
        await manager.WaitForAsync("STOPPING");

        Assert.Equal(["READY=1\nSTATUS=Serving on /tmp/a.sock", "WATCHDOG=1", "STOPPING=1\nSTATUS=Bye"], manager.Messages);
    }

    [Theory]
    [InlineData("/nowhere/notify", "cannot be reached")]
    [InlineData("vsock:2:1234", "neither a full path nor an abstract name")]
    [InlineData("/tmp/a-name-that-is-too-long-for-a-socket-0123456789012345678901234567890123456789012345678901234567890123456789", "cannot be reached")]
    public void What_cannot_be_told_is_a_reason_and_no_exception(string address, string expected) =>
        Assert.Contains(expected, new ServiceManagerSocket(address).Send(ServiceNotice.Alive), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_variable_nobody_wants_to_be_told(string? address) => Assert.Null(ServiceManagerSocket.From(_ => address));

    [Fact]
    public void A_line_break_in_a_status_sets_no_variable() =>
        Assert.Equal("STATUS=a\\u000AWATCHDOG=trigger", ServiceNotice.Status("a\nWATCHDOG=trigger").Text);

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "", 30.0)]
    [InlineData("500000", "42", 0.5)]
    [InlineData("30000000", "43", null)]
    [InlineData("30000000", "x", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("", null, null)]
    [InlineData("18446744073709551615", null, null)]
    [InlineData("9223372036854775807", null, null)]
    public void The_watchdog_is_this_processs_when_period_and_process_say_so(string period, string? process, double? seconds) =>
        Assert.Equal(seconds, WatchdogTerms.From(name => name == "WATCHDOG_USEC" ? period : process, 42)?.TotalSeconds);

    [Fact]
    public void The_last_moment_of_a_beat_is_within_the_watchdogs_time()
    {
        LifePace pace = LifePace.Of(TimeSpan.FromSeconds(20));

        Assert.Equal(TimeSpan.FromSeconds(10), pace.Period);
        Assert.Equal(TimeSpan.FromSeconds(5), pace.Bound);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15)), (LifePace.Of(null).Period, LifePace.Of(null).Bound));
    }
}
