using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Signing;

namespace EdgeActors.Specs.Aws.Signing;

/// <summary>Known values of the public test suite of Signature Version 4: same key, time and host, one signature per case.</summary>
public sealed class SigningSuiteSpecs
{
    private const string Word = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const string Token =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/"
        + "kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbq"
        + "BAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly DateTimeOffset Then = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    private static readonly AwsKeys Keys = new(new Secret("AKIDEXAMPLE"), new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), null);

    [Theory]
    [InlineData("/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("/?Param1=value1", "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb")]
    [InlineData("/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("/?Param1=value2&Param1=Value1", "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1")]
    [InlineData("/?Param1=value2&Param1=value1", "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694")]
    [InlineData("/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1", "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac")]
    [InlineData($"/?{Word}={Word}", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197")]
    [InlineData("/?ሴ=bar", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04")]
    [InlineData($"/{Word}", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f")]
    [InlineData("/ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    [InlineData("/example/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("/example1/example2/../..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("//", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("/./", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("/./example", "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5")]
    [InlineData("//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84")]
    [InlineData("/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741")]
    [InlineData("/example/$delete", "a853c9b21b528b19643d00910d35b83a10c366a10833ceefb45edd6c80e40f27")]
    public void Paths_and_queries_are_signed_as_the_suite_says(string target, string signature)
    {
        Assert.Equal(Header("host;x-amz-date", signature), Sign("GET", target));
    }

    [Theory]
    [InlineData("value2|value2|value1", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea")]
    [InlineData("value4|value1|value3|value2", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01")]
    [InlineData("value1\n  value2\n     value3", "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd")]
    public void Headers_that_come_more_than_once_or_over_lines_are_signed_as_the_suite_says(string values, string signature)
    {
        Assert.Equal(
            Header("host;my-header1;x-amz-date", signature),
            Sign("GET", "/", headers: [.. values.Split('|').Select(value => ("My-Header1", value))]));
    }

    [Fact]
    public void Blanks_of_headers_are_signed_as_the_suite_says()
    {
        Assert.Equal(
            Header("host;my-header1;my-header2;x-amz-date", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
            Sign("GET", "/", headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")]));
    }

    [Theory]
    [InlineData("/", "", "", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("/?Param1=value1", "", "", "host;x-amz-date", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11")]
    [InlineData("/", "My-Header1:value1", "", "host;my-header1;x-amz-date", "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c")]
    [InlineData("/", "My-Header1:VALUE1", "", "host;my-header1;x-amz-date", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d")]
    [InlineData(
        "/", "Content-Type:application/x-www-form-urlencoded", "Param1=value1", "content-type;host;x-amz-date",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    [InlineData(
        "/", "Content-Type:application/x-www-form-urlencoded; charset=utf8", "Param1=value1", "content-type;host;x-amz-date",
        "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe")]
    public void Posts_are_signed_as_the_suite_says(string target, string header, string body, string names, string signature)
    {
        (string, string)[] headers = header.Length == 0 ? [] : [(header.Split(':')[0], header.Split(':')[1])];

        Assert.Equal(Header(names, signature), Sign("POST", target, body, headers));
    }

    [Fact]
    public void A_session_token_is_signed_as_the_suite_says()
    {
        IReadOnlyList<KeyValuePair<string, string>> added =
            Added("POST", "/", "", [], Keys with { SessionToken = new Secret(Token) });

        Assert.Equal(["x-amz-date", "x-amz-security-token", "authorization"], added.Select(header => header.Key));
        Assert.Equal(["20150830T123600Z", Token], added.Take(2).Select(header => header.Value));
        Assert.Equal(
            Header("host;x-amz-date;x-amz-security-token", "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"), added[2].Value);
    }

    private static string Header(string names, string signature) =>
        $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={names}, Signature={signature}";

    private static string Sign(string method, string target, string body = "", params (string Name, string Value)[] headers) =>
        Added(method, target, body, headers, Keys).Single(header => header.Key == "authorization").Value;

    private static IReadOnlyList<KeyValuePair<string, string>> Added(
        string method, string target, string body, (string Name, string Value)[] headers, AwsKeys keys)
    {
        string[] parts = target.Split('?', 2);
        SignableRequest request = new(
            method, parts[0], parts.Length > 1 ? parts[1] : "",
            [new("Host", "example.amazonaws.com"), .. headers.Select(header => new KeyValuePair<string, string>(header.Name, header.Value))],
            SignatureV4.PayloadHash(System.Text.Encoding.UTF8.GetBytes(body)));
        return new RequestSigner("us-east-1", "service").Sign(request, keys, Then);
    }
}
