using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Signing;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.FleetDoubles;

namespace EdgeActors.Specs.Aws.Signing;

public sealed class SignatureVerifierSpecs
{
    private static readonly Uri Service = new("http://127.0.0.1:8080");
    private readonly VirtualClock _clock = new();
    private readonly SignatureVerifier _verifier;

    public SignatureVerifierSpecs()
    {
        _verifier = Verifier(new VerificationOptions { Service = "sagemaker", Region = "us-east-1" });
        // What was signed before the start is another matter.
        _clock.Advance(TimeSpan.FromMinutes(10));
    }

    private SdkSignedCall Call => new("/SendHeartbeat", "{\"AgentVersion\":\"1.0\"}") { Time = _clock.GetUtcNow() };

    [Fact]
    public void What_the_SDK_signs_is_accepted()
    {
        Assert.Equal(new SignatureVerdict.Accepted("AKIDEXAMPLE"), _verifier.Verify(Request(Call)));
    }

    [Fact]
    public void The_limits_are_pinned()
    {
        VerificationOptions options = new() { Service = "sagemaker" };

        Assert.Null(options.Region);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Skew);
        Assert.Equal(200_000, options.Remembered);
        Assert.Empty(options.Faults());
        Assert.Equal(
            ["Skew", "Remembered"], (options with { Skew = TimeSpan.Zero, Remembered = 999 }).Faults().Select(fault => fault.Key));
        Assert.Equal(
            ["Skew", "Remembered"], (options with { Skew = TimeSpan.FromMinutes(16), Remembered = 5_000_001 }).Faults().Select(fault => fault.Key));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_clock_may_be_five_minutes_off(int seconds, bool accepted)
    {
        SignatureVerdict verdict = _verifier.Verify(Request(Call with { Time = _clock.GetUtcNow().AddSeconds(seconds) }));

        Assert.Equal(accepted, verdict is SignatureVerdict.Accepted);
        Assert.True(accepted || Fault(verdict) == SignatureFault.Skewed);
    }

    [Fact]
    public void The_same_request_again_is_a_replay_as_long_as_its_time_would_be_accepted()
    {
        SignableRequest request = Request(Call with { Time = _clock.GetUtcNow().AddMinutes(4) });
        Assert.IsType<SignatureVerdict.Accepted>(_verifier.Verify(request));

        for (int minute = 0; minute <= 9; minute++)
        {
            Assert.Equal(SignatureFault.Replayed, Fault(_verifier.Verify(request)));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(SignatureFault.Skewed, Fault(_verifier.Verify(request)));
    }

    [Fact]
    public void A_call_that_is_signed_anew_is_none()
    {
        Assert.IsType<SignatureVerdict.Accepted>(_verifier.Verify(Request(Call)));
        Assert.IsType<SignatureVerdict.Accepted>(_verifier.Verify(Request(Call with { Time = _clock.GetUtcNow().AddSeconds(1) })));
        Assert.IsType<SignatureVerdict.Accepted>(_verifier.Verify(Request(Call with { Headers = Header("x-attempt", "2") })));
    }

    [Fact]
    public void What_was_signed_before_the_start_may_have_been_here_before()
    {
        SignatureVerifier restarted = Verifier(new VerificationOptions { Service = "sagemaker" });

        Assert.Equal(SignatureFault.Undecidable, Fault(restarted.Verify(Request(Call with { Time = _clock.GetUtcNow().AddSeconds(-1) }))));
        Assert.IsType<SignatureVerdict.Accepted>(restarted.Verify(Request(Call)));
    }

    [Fact]
    public void A_memory_that_is_full_refuses_rather_than_forgets()
    {
        SignatureVerifier small = Verifier(new VerificationOptions { Service = "sagemaker", Remembered = 1000 });
        for (int i = 0; i < 1000; i++)
        {
            Assert.IsType<SignatureVerdict.Accepted>(small.Verify(Request(Call with { Headers = Header("x-attempt", $"{i}") })));
        }

        Assert.Equal(SignatureFault.Undecidable, Fault(small.Verify(Request(Call))));
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.IsType<SignatureVerdict.Accepted>(small.Verify(Request(Call)));
    }

    [Fact]
    public void Another_secret_and_an_unknown_key_are_told_apart()
    {
        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(Request(Call with { Secret = "other" }))));
        Assert.Equal(SignatureFault.UnknownKey, Fault(_verifier.Verify(Request(Call with { AccessKeyId = "AKIDOTHER" }))));
    }

    [Fact]
    public void Another_service_or_region_is_refused()
    {
        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(Request(Call with { Service = "s3" }))));
        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(Request(Call with { Region = "eu-west-1" }))));
    }

    [Fact]
    public void A_body_other_than_the_signed_one_is_refused()
    {
        SignableRequest request = Request(Call);
        string other = SignatureV4.PayloadHash("{\"AgentVersion\":\"2.0\"}"u8);

        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(request with { PayloadHash = other })));
        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(Changed(request, "x-amz-content-sha256", other) with { PayloadHash = other })));
        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(Changed(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"))));
    }

    [Theory]
    [InlineData("host", "other:8080")]
    [InlineData("content-type", "text/plain")]
    public void A_signed_header_that_was_changed_is_refused(string name, string value)
    {
        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(Changed(Request(Call), name, value))));
        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(Changed(Request(Call), name, null))));
    }

    [Fact]
    public void Path_method_and_query_are_signed()
    {
        SignableRequest request = Request(Call);

        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(request with { Path = "/GetDeployments" })));
        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(request with { Method = "GET" })));
        Assert.Equal(SignatureFault.Mismatch, Fault(_verifier.Verify(request with { Query = "a=b" })));
    }

    [Fact]
    public void Headers_that_mean_something_must_be_signed_and_be_there_once()
    {
        SignableRequest request = Request(Call);
        KeyValuePair<string, string> added = new("X-Amz-Security-Token", "token");
        KeyValuePair<string, string> twice = new("X-Amz-Date", request.Headers.Single(header => Is(header, "x-amz-date")).Value);
        string authorization = request.Headers.Single(header => Is(header, "authorization")).Value;

        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(request with { Headers = [.. request.Headers, added] })));
        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(request with { Headers = [.. request.Headers, twice] })));
        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(Changed(request, "x-amz-date", null))));
        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(Changed(request, "x-amz-date", "Sat, 28 Nov 2026 18:00:00 GMT"))));
        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(Changed(request, "x-amz-date", "20260101T000000Z"))));
        Assert.Equal(SignatureFault.Malformed, Fault(_verifier.Verify(
            Changed(request, "authorization", authorization.Replace("host;", "", StringComparison.Ordinal)))));
        Assert.Equal(SignatureFault.Missing, Fault(_verifier.Verify(Changed(request, "authorization", null))));
    }

    [Fact]
    public void All_but_signature_and_body_is_told_before_the_body_is_read()
    {
        Assert.Null(_verifier.Screen(Request(Call with { Secret = "other" }).Headers));
        Assert.Equal(SignatureFault.UnknownKey, _verifier.Screen(Request(Call with { AccessKeyId = "AKIDOTHER" }).Headers)?.Fault);
        Assert.Equal(SignatureFault.Missing, _verifier.Screen([])?.Fault);
    }

    [Fact]
    public void No_refusal_tells_a_secret_or_what_would_have_been_right()
    {
        SignatureVerdict.Refused[] refusals =
        [
            (SignatureVerdict.Refused)_verifier.Verify(Request(Call with { Secret = "CANARYSECRET" })),
            (SignatureVerdict.Refused)_verifier.Verify(Request(Call with { AccessKeyId = "CANARYID" })),
        ];

        Assert.DoesNotContain(refusals, refused => refused.Message.Contains("CANARY", StringComparison.Ordinal) || refused.Message.Contains("wJalr", StringComparison.Ordinal));
    }

    private SignatureVerifier Verifier(VerificationOptions options) =>
        new(options, id => id == "AKIDEXAMPLE" ? new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY") : null, _clock);

    private static SignableRequest Request(SdkSignedCall call) =>
        new("POST", call.Path, "", [.. call.SignedFor(Service)], SignatureV4.PayloadHash(call.Body));

    private static SignableRequest Changed(SignableRequest request, string name, string? value) => request with
    {
        Headers = [.. request.Headers
            .Where(header => value is not null || !Is(header, name))
            .Select(header => Is(header, name) ? new KeyValuePair<string, string>(header.Key, value!) : header)],
    };

    private static bool Is(KeyValuePair<string, string> header, string name) => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Header(string name, string value) => new() { [name] = value };

    private static SignatureFault? Fault(SignatureVerdict verdict) => (verdict as SignatureVerdict.Refused)?.Fault;
}
