using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Iot;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Aws.Credentials.Iot;

public sealed class IotKeysSpecs
{
    [Fact]
    public async Task A_device_with_its_certificate_gets_keys_and_says_its_name()
    {
        await using IotBench bench = await IotBench.StartAsync();

        KeyAnswer.Granted granted = Assert.IsType<KeyAnswer.Granted>(bench.Fetch());

        Assert.Equal("CANARYID", granted.Keys.AccessKeyId.Reveal());
        Assert.Equal("CANARYSECRET", granted.Keys.SecretAccessKey.Reveal());
        Assert.Equal("CANARYSESSION", granted.Keys.SessionToken?.Reveal());
        Assert.InRange(granted.Life!.Value, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
        Assert.Equal(["press-4"], bench.Endpoint.Things);
    }

    [Fact]
    public async Task A_device_without_a_name_sends_none()
    {
        await using IotBench bench = await IotBench.StartAsync();
        bench.Options = bench.Options with { ThingName = "" };

        Assert.IsType<KeyAnswer.Granted>(bench.Fetch());

        Assert.Equal(["-"], bench.Endpoint.Things);
    }

    [Theory]
    [InlineData(EndpointReply.BadRequest, "called the request wrong (400): check the thing name")]
    [InlineData(EndpointReply.Forbidden, "refused access (403): the role alias 'edge' must exist")]
    [InlineData(EndpointReply.NotFound, "does not know the role alias 'edge' (404)")]
    [InlineData(EndpointReply.Fault, "answered 500")]
    [InlineData(EndpointReply.Null, "answered 200 without a document of keys")]
    [InlineData(EndpointReply.Junk, "answered 200 without a document of keys")]
    [InlineData(EndpointReply.Flood, "answered more than 65536 bytes")]
    [InlineData(EndpointReply.Redirect, "answered 302")]
    internal async Task Each_refusal_is_named_without_a_word_of_the_answer(EndpointReply reply, string expected)
    {
        await using IotBench bench = await IotBench.StartAsync();
        bench.Endpoint.Reply = reply;

        string reason = bench.Refusal();

        Assert.StartsWith("the AWS IoT credentials endpoint localhost " + expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_trusted_and_gets_no_request()
    {
        await using IotBench bench = await IotBench.StartAsync();
        using ThrowAwayAuthority other = new();
        bench.Options = bench.Options with { AuthorityFile = other.RootFile };

        string reason = bench.Refusal();

        Assert.EndsWith($"comes from no authority that {other.RootFile} holds", reason, StringComparison.Ordinal);
        Assert.Empty(bench.Endpoint.Things);
    }

    [Fact]
    public async Task Without_an_authority_file_the_systems_authorities_count()
    {
        await using IotBench bench = await IotBench.StartAsync();
        bench.Options = bench.Options with { AuthorityFile = null };

        string reason = bench.Refusal();

        Assert.EndsWith("comes from no authority that the system trusts", reason, StringComparison.Ordinal);
        Assert.Empty(bench.Endpoint.Things);
    }

    [Fact]
    public async Task A_server_with_a_certificate_for_another_host_gets_no_request()
    {
        await using IotBench bench = await IotBench.StartAsync(host: "elsewhere.example");

        string reason = bench.Refusal();

        Assert.EndsWith("is not for that host", reason, StringComparison.Ordinal);
        Assert.Empty(bench.Endpoint.Things);
    }

    [Fact]
    public async Task A_server_certificate_out_of_its_time_points_to_the_clock()
    {
        await using IotBench bench = await IotBench.StartAsync(age: TimeSpan.FromDays(300));

        string reason = bench.Refusal();

        Assert.EndsWith("check the device's clock", reason, StringComparison.Ordinal);
        Assert.Empty(bench.Endpoint.Things);
    }

    [Fact]
    public async Task A_device_that_the_server_does_not_know_is_told_so()
    {
        await using IotBench bench = await IotBench.StartAsync();
        using ThrowAwayAuthority other = new();
        (string certificate, string key) = other.Device();
        bench.Options = bench.Options with { CertificateFile = certificate, PrivateKeyFile = key };

        string reason = bench.Refusal();

        Assert.EndsWith("hung up when it had seen the device's certificate: is it known there and active?", reason, StringComparison.Ordinal);
        Assert.Empty(bench.Endpoint.Things);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_named()
    {
        await using IotBench bench = await IotBench.StartAsync();
        await bench.Endpoint.DisposeAsync();

        string reason = bench.Refusal();

        Assert.Equal("nobody listens at the AWS IoT credentials endpoint localhost", reason);
    }

    [Fact]
    public async Task Where_the_devices_clock_is_far_off_the_servers_tells_the_life_of_the_keys()
    {
        await using IotBench bench = await IotBench.StartAsync();
        bench.Clock.Jump(TimeSpan.FromHours(20));

        KeyAnswer ahead = bench.Fetch();
        bench.Endpoint.Date = bench.Clock.GetUtcNow();
        string believed = bench.Refusal();

        Assert.InRange(Assert.IsType<KeyAnswer.Granted>(ahead).Life!.Value, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
        Assert.EndsWith("check the device's clock", believed, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_key_open_to_others_is_warned_of_once_and_used()
    {
        await using IotBench bench = await IotBench.StartAsync();
        File.SetUnixFileMode(bench.Options.PrivateKeyFile!, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        IotKeys source = new(bench.Options, bench.Clock, bench.Log);

        KeyAnswer[] answers = [source.Fetch(default), source.Fetch(default)];

        Assert.All(answers, answer => Assert.IsType<KeyAnswer.Granted>(answer));
        Assert.StartsWith("Warning The private key ", Assert.Single(bench.Log.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EndpointReply.Hang)]
    [InlineData(EndpointReply.Stall)]
    internal async Task A_hanging_endpoint_is_left_when_nobody_waits_any_more(EndpointReply reply)
    {
        await using IotBench bench = await IotBench.StartAsync();
        bench.Endpoint.Reply = reply;
        using CancellationTokenSource waiting = new();
        Task<KeyAnswer> fetch = Task.Factory.StartNew(
            () => new IotKeys(bench.Options, bench.Clock, bench.Log).Fetch(waiting.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Eventually.Async(() => bench.Endpoint.Things.Count == 1);

        await waiting.CancelAsync();

        Assert.IsType<KeyAnswer.Refused>(await fetch);
    }

    [Fact]
    public async Task A_renewed_certificate_is_used_without_a_restart()
    {
        await using IotBench bench = await IotBench.StartAsync();
        using ThrowAwayAuthority other = new();
        (string wrong, string wrongKey) = other.Device();
        (string right, string rightKey) = (bench.Options.CertificateFile!, bench.Options.PrivateKeyFile!);
        (string old, string oldKey) = (File.ReadAllText(right), File.ReadAllText(rightKey));
        File.Copy(wrong, right, overwrite: true);
        File.Copy(wrongKey, rightKey, overwrite: true);
        bench.Refusal();

        File.WriteAllText(right, old);
        File.WriteAllText(rightKey, oldKey);

        Assert.IsType<KeyAnswer.Granted>(bench.Fetch());
    }
}
