using EdgeActors.Aws.Credentials;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Aws.Credentials.Chain;

public sealed class KeyChainSpecs : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly LogLines _log = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void With_nothing_set_it_says_what_could_be()
    {
        KeyAnswer answer = Fetch([]);

        Assert.Equal(
            "none are configured; there is neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY nor a profile in ~/.aws/credentials "
            + "nor AWS_CONTAINER_CREDENTIALS_FULL_URI nor leave to ask the instance metadata service",
            Assert.IsType<KeyAnswer.Refused>(answer).Reason);
    }

    [Fact]
    public async Task The_environment_comes_before_a_profile_and_a_profile_before_the_container()
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        Dictionary<string, string> environment = service.Environment;
        KeyAnswer container = Fetch(environment);
        File.WriteAllText(_file, "[default]\naws_access_key_id = PROFILEID\naws_secret_access_key = CANARYSECRET\n");
        KeyAnswer profile = Fetch(environment);
        (environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) = ("VARIABLEID", "CANARYSECRET");

        KeyAnswer variables = Fetch(environment);

        Assert.Equal(["CANARYID", "PROFILEID", "VARIABLEID"], new[] { container, profile, variables }.Select(Id));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("CANARYSESSION", "CANARYSESSION")]
    public void Keys_of_the_environment_have_a_session_or_not(string session, string? expected)
    {
        KeyAnswer answer = Fetch(new()
        {
            ["AWS_ACCESS_KEY_ID"] = "ID",
            ["AWS_SECRET_ACCESS_KEY"] = "CANARYSECRET",
            ["AWS_SESSION_TOKEN"] = session,
        });

        KeyAnswer.Granted granted = Assert.IsType<KeyAnswer.Granted>(answer);
        Assert.Equal(expected, granted.Keys.SessionToken?.Reveal());
        Assert.Null(granted.Life);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    public void Half_a_pair_in_the_environment_is_a_fault_and_not_passed_over(string only)
    {
        File.WriteAllText(_file, "[default]\naws_access_key_id = PROFILEID\naws_secret_access_key = CANARYSECRET\n");

        KeyAnswer answer = Fetch(new() { [only] = "CANARY" });

        Assert.StartsWith(only + " is set and", Assert.IsType<KeyAnswer.Refused>(answer).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_is_named_and_missing_is_a_fault_and_not_passed_over()
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        Dictionary<string, string> environment = service.Environment;
        environment["AWS_PROFILE"] = "edge";

        KeyAnswer answer = Fetch(environment);

        Assert.Equal("profile 'edge', which AWS_PROFILE names, does not exist", Assert.IsType<KeyAnswer.Refused>(answer).Reason);
        Assert.Empty(service.Requests);
    }

    [UnixFact]
    public void A_profile_that_fails_is_named_without_its_text()
    {
        File.WriteAllText(_file, "[edge]\ncredential_process = sh -c \"echo CANARY >&2; exit 3\"\n");

        KeyAnswer answer = Fetch(new() { ["AWS_PROFILE"] = "edge" });

        string reason = Assert.IsType<KeyAnswer.Refused>(answer).Reason;
        Assert.StartsWith("profile 'edge' cannot be used (", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", reason, StringComparison.Ordinal);
    }

    [UnixFact]
    public void Keys_that_a_program_of_a_profile_prints_expire_when_it_says()
    {
        string expiration = TimeProvider.System.GetUtcNow().AddMinutes(20).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        string program = Path.ChangeExtension(_file, ".json");
        File.WriteAllText(
            program,
            $$"""{"Version":1,"AccessKeyId":"PROGRAMID","SecretAccessKey":"CANARYSECRET","SessionToken":"S","Expiration":"{{expiration}}"}""");
        File.WriteAllText(_file, $"[edge]\ncredential_process = cat {program}\n");

        KeyAnswer answer = Fetch(new() { ["AWS_PROFILE"] = "edge" });

        File.Delete(program);
        Assert.InRange(Assert.IsType<KeyAnswer.Granted>(answer).Life!.Value, TimeSpan.FromMinutes(18), TimeSpan.FromMinutes(20));
        Assert.Equal("PROGRAMID", Id(answer));
    }

    private static string Id(KeyAnswer answer) => Assert.IsType<KeyAnswer.Granted>(answer).Keys.AccessKeyId.Reveal();

    private KeyAnswer Fetch(Dictionary<string, string> environment)
    {
        environment.TryAdd("AWS_SHARED_CREDENTIALS_FILE", _file);
        return KeySources.From(new CredentialOptions(), name => environment.GetValueOrDefault(name), TimeProvider.System, _log).Fetch(default);
    }
}
