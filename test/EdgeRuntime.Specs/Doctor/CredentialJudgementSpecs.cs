using EdgeActors.Aws.Credentials;
using EdgeActors.Doctor;
using EdgeActors.Doctor.Keys;

namespace EdgeActors.Specs.Doctor;

public sealed class CredentialJudgementSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Faults => [.. Enum.GetNames<KeyFault>()];

    [Fact]
    public void Keys_are_told_by_their_last_four_characters_and_their_life()
    {
        Finding finding = Judge(Granted(TimeSpan.FromMinutes(59))).Only(KeyCodes.Ok, "key …YID1 from the environment is good for 0.00:59:00, until 2026-11-28 12:59:00Z");

        Assert.DoesNotContain("CANARY", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_life_is_told_and_unknown_life_is_worth_knowing()
    {
        Judge(Granted(TimeSpan.FromSeconds(119))).Only(KeyCodes.Expiring);
        Judge(Granted(TimeSpan.FromMinutes(2))).Only(KeyCodes.Ok);
        Judge(Granted(null)).Only(KeyCodes.Lasting, "does not say when it expires");
    }

    [Fact]
    public void Id_that_is_hardly_one_is_not_shown_at_all() =>
        Assert.Empty(new KeyFacts(KeyOrigin.Chain, Granted(null, "ABCD"), null).KeyTail);

    [Fact]
    public void Without_a_bucket_no_keys_are_needed() => KeyCheck.Judge(null, Now).Only(KeyCodes.Unused);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_kind_of_refusal_has_a_code_of_its_own_and_a_fix(string name)
    {
        KeyFault fault = Enum.Parse<KeyFault>(name);

        Assert.Single(Enum.GetValues<KeyFault>(), other => KeyCures.CodeOf(other) == KeyCures.CodeOf(fault));
        foreach (KeyOrigin origin in Enum.GetValues<KeyOrigin>())
        {
            Finding finding = Assert.Single(KeyCheck.Judge(new KeyFacts(origin, new KeyAnswer.Refused("why", fault), null), Now));
            Assert.Equal((Severity.Error, "why"), (finding.Code.Severity, finding.Evidence));
            Assert.NotEmpty(finding.Fix);
        }
    }

    [Fact]
    public void Certificate_is_judged_by_its_time()
    {
        Judge(Now.AddDays(-100), Now.AddDays(31)).Only(KeyCodes.Ok);
        Assert.Equal(["CERTIFICATE-EXPIRING", "CREDENTIALS-OK"], Judge(Now.AddDays(-100), Now.AddDays(29)).Codes());
        Judge(Now.AddDays(-100), Now.AddSeconds(-1)).Only(KeyCodes.CertificateExpired, "/c.pem is valid from");
        Judge(Now.AddSeconds(1), Now.AddDays(100)).Only(KeyCodes.CertificateExpired);
        Judge(null, null).Only(KeyCodes.Ok);
    }

    [Fact]
    public void Files_open_to_others_are_told_with_the_mode_to_set()
    {
        CertificateFacts open = new("/c.pem", null, null, ["The private key /k.pem is open to other users (mode 0644); set its mode to 0400"]);

        IReadOnlyList<Finding> findings = KeyCheck.Judge(new KeyFacts(KeyOrigin.Certificate, Granted(TimeSpan.FromHours(1)), open), Now);

        Assert.Equal(["CERTIFICATE-OPEN", "CREDENTIALS-OK"], findings.Codes());
        Assert.Equal(("The private key /k.pem is open to other users (mode 0644)", "set its mode to 0400"), (findings[0].Evidence, findings[0].Fix));
    }

    private static KeyAnswer.Granted Granted(TimeSpan? life, string id = "CANARYID1") =>
        new(new AwsKeys(new Secret(id), new Secret("CANARYSECRET"), null), life, "the environment");

    private static IReadOnlyList<Finding> Judge(KeyAnswer answer) => KeyCheck.Judge(new KeyFacts(KeyOrigin.Chain, answer, null), Now);

    private static IReadOnlyList<Finding> Judge(DateTimeOffset? from, DateTimeOffset? until) =>
        KeyCheck.Judge(new KeyFacts(KeyOrigin.Certificate, Granted(TimeSpan.FromHours(1)), new CertificateFacts("/c.pem", from, until, [])), Now);
}
