using System.Text;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Signing;
using EdgeActors.Specs.FleetDoubles;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Aws.Signing;

public sealed class SdkSignerSpecs
{
    private static readonly Gen<string> Values = Gen.Choose(' ', '~').Select(c => ((char)c).ToString()).ListOf().Select(all => string.Concat(all));

    [Fact]
    public void Any_request_gets_the_signature_that_the_SDK_gives_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(
            Arb.From(from body in Gen.Choose(0, 300)
                     from value in Values
                     from minutes in Gen.Choose(0, 5_000_000)
                     from region in Gen.Elements("us-east-1", "eu-central-1")
                     select (body, value, minutes, region)),
            sample =>
            {
                DateTimeOffset time = new DateTimeOffset(2024, 1, 1, 0, 0, 7, TimeSpan.Zero).AddMinutes(sample.minutes);
                SdkSignedCall call = new("/GetDeployments", new string('x', sample.body))
                {
                    Time = time,
                    Region = sample.region,
                    Headers = new Dictionary<string, string> { ["x-amz-odd"] = sample.value },
                };
                Dictionary<string, string> expected = call.SignedFor(new Uri("https://edge.example:8443"));
                KeyValuePair<string, string>[] own = [.. expected.Where(header =>
                    header.Key.ToUpperInvariant() is not ("AUTHORIZATION" or "X-AMZ-DATE"))];
                SignableRequest request = new("POST", call.Path, "", own, SignatureV4.PayloadHash(call.Body));

                string ours = new RequestSigner(sample.region, call.Service)
                    .Sign(request, new AwsKeys(new Secret(call.AccessKeyId), new Secret(call.Secret), null), time)
                    .Single(header => header.Key == "authorization").Value;

                Assert.Equal(expected["Authorization"], ours);
            }));

    [Fact]
    public void The_hash_of_a_body_is_the_SDKs()
    {
        SdkSignedCall call = new("/SendHeartbeat", "{\"AgentVersion\":\"1.0\"}");

        Assert.Equal(
            call.SignedFor(new Uri("http://127.0.0.1:8080"))["x-amz-content-sha256"], SignatureV4.PayloadHash(Encoding.UTF8.GetBytes("{\"AgentVersion\":\"1.0\"}")));
    }
}
