using EdgeActors.Aws.Signing.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Aws.Signing;

public sealed class AuthorizationHeaderSpecs
{
    private const string Seal = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

    private const string Good =
        $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/sagemaker/aws4_request, SignedHeaders=host;x-amz-date, Signature={Seal}";

    [Theory]
    [InlineData(Good)]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/sagemaker/aws4_request,SignedHeaders=host;x-amz-date,Signature={Seal}")]
    [InlineData($"AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-date, Signature={Seal}, Credential=AKIDEXAMPLE/20150830/us-east-1/sagemaker/aws4_request")]
    public void The_fields_are_read_in_any_order(string text)
    {
        Assert.True(AuthorizationHeader.TryParse(text, out AuthorizationHeader? header));
        Assert.Equal("AKIDEXAMPLE", header.AccessKeyId);
        Assert.Equal("20150830/us-east-1/sagemaker/aws4_request", header.Scope.ToString());
        Assert.Equal(["host", "x-amz-date"], header.SignedHeaders);
        Assert.Equal(Convert.FromHexString(Seal), header.Signature.ToArray());
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")]
    [InlineData("AWS4-HMAC-SHA256", "Basic")]
    [InlineData("AKIDEXAMPLE/", "")]
    [InlineData("AKIDEXAMPLE", "AKID EXAMPLE")]
    [InlineData("20150830", "2015083")]
    [InlineData("20150830", "２０１５0830")]
    [InlineData("us-east-1", "US-EAST-1")]
    [InlineData("us-east-1", "us/east")]
    [InlineData("aws4_request", "aws4_request\n")]
    [InlineData("aws4_request", "aws4")]
    [InlineData("host;x-amz-date", "")]
    [InlineData("host;x-amz-date", "x-amz-date;host")]
    [InlineData("host;x-amz-date", "host;host")]
    [InlineData("host;x-amz-date", "Host;x-amz-date")]
    [InlineData("host;x-amz-date", "host;;x-amz-date")]
    [InlineData("host;x-amz-date", "host;x amz")]
    [InlineData(Seal, "")]
    [InlineData(Seal, "5FA00FA31553B73EBF1942676E86291E8372FF2A2260956D9B8AAE1D763FBF31")]
    [InlineData(Seal, Seal + "0")]
    [InlineData(Seal, Seal + ", Signature=" + Seal)]
    [InlineData(Seal, Seal + ", More=1")]
    [InlineData(", SignedHeaders=host;x-amz-date", "")]
    public void Anything_else_is_no_such_header(string part, string instead)
    {
        string text = Good.Replace(part, instead, StringComparison.Ordinal);

        Assert.NotEqual(Good, text);
        Assert.False(AuthorizationHeader.TryParse(text, out _));
    }

    [Fact]
    public void Long_headers_and_long_lists_are_not_looked_at()
    {
        string many = string.Join(';', Enumerable.Range(100, 65));

        Assert.False(AuthorizationHeader.TryParse(Good.Replace("host;x-amz-date", many, StringComparison.Ordinal), out _));
        Assert.False(AuthorizationHeader.TryParse(Good + new string(' ', AuthorizationHeader.Longest), out _));
        Assert.True(AuthorizationHeader.TryParse(Good.Replace("host;x-amz-date", many[..^4], StringComparison.Ordinal), out _));
    }

    [Fact]
    public void Spoilt_headers_are_refused_and_break_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(
            Arb.From(from at in Gen.Choose(0, Good.Length - 1)
                     from length in Gen.Choose(0, 40)
                     from noise in ArbMap.Default.GeneratorFor<string>()
                     select string.Concat(Good.AsSpan(0, at), noise, Good.AsSpan(Math.Min(Good.Length, at + length)))),
            text =>
            {
                if (AuthorizationHeader.TryParse(text, out AuthorizationHeader? header))
                {
                    Assert.Equal(32, header.Signature.Length);
                    Assert.NotEmpty(header.SignedHeaders);
                }
            }));
}
