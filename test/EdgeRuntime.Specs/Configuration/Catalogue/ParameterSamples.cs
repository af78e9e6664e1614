using System.Globalization;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Rules;

namespace EdgeActors.Specs.Configuration.Catalogue;

/// <summary>Good and bad values of each parameter: those of its rule's bounds, and for texts those written down here.</summary>
internal static class ParameterSamples
{
    private static readonly string TooLong = new('x', TextRule.LongestPath + 1);

    private static readonly Dictionary<Parameter, (string[] Valid, string[] Invalid)> Texts = new()
    {
        [ProcessParameter.Socket] = (["/tmp/a.sock", "unix:///tmp/a.sock"], ["", "/" + new string('s', 107), "/a\0b"]),
        [DeviceParameter.Fleet] = (["f", "My-Fleet_1", new string('f', 63)], ["-f", "f_", "a b", new string('f', 64)]),
        [DeviceParameter.DeviceName] = (["d", "dev:1-2_3", new string('d', 128)], ["a b", "ü", new string('d', 129)]),
        [DeviceParameter.DeviceUuid] = (["d", "dev:1-2_3", new string('d', 128)], ["a b", "ü", new string('d', 129)]),
        [DeviceParameter.ThingName] = (["d", "dev:1-2_3", new string('d', 128)], ["a b", "ü", new string('d', 129)]),
        [CaptureParameter.Bucket] = (["abc", "sagemaker-b.1", new string('b', 63)], ["ab", "Bucket", "b..b", new string('b', 64)]),
        [CaptureParameter.FolderPrefix] = (["", "p", "a/b c/ü", new string('p', 512)], ["/p", "p/", "a//b", "..", new string('p', 513)]),
        [CaptureLimitParameter.NoVersion] = (["1.0", new string('v', 64)], ["a\nb", new string('v', 65)]),
        [DlrParameter.BackendOptions] = (["A=1", "TVM_TENSORRT_CACHE_DIR=/data/trt; TVM_TENSORRT_CACHE_DISK_SIZE_MB=800"], ["a\nb"]),
        [FleetParameter.Url] = (["none", "None", "https://edge.example", "s3://bucket/prefix", "/media/usb", "file:///media/usb"], ["s3://B", "s3://bucket/a//b", "ftp://h", "http://h", "fleet", "file://here", "https://me:x@h", "https://h/path"]),
        [CloudParameter.Region] = (["eu-central-1", new string('r', 32)], ["EU", "-eu", new string('r', 33)]),
        [CloudParameter.CredentialsEndpoint] = (["https://h/role-aliases/a/credentials"], ["http://h/role-aliases/a/credentials", "https://h/", "h"]),
        [CloudParameter.S3Endpoint] = (["http://127.0.0.1:9000", "https://rgw.local"], ["rgw:7480", "ftp://h", "http://h/path", "http://me:x@h"]),
        [PackageParameter.Buckets] = (["models-eu", "models-eu, models.us"], ["UP", "a,", "models-eu;models-us", "b,models-eu"]),
        [CloudParameter.Proxy] = (["http://127.0.0.1:3128"], ["proxy:3128", "http://h/path", "http://me:x@h"]),
    };

    public static string[] Valid(Parameter parameter) => parameter.Rule switch
    {
        INumberRule number => [Text(number.Least), Text(number.Most), $"+{number.Most}"],
        SizeRule size => [Text(size.Least), Text(size.Most), $"{size.Most >> 10}k", .. size.MayBeZero ? ["0"] : Array.Empty<string>()],
        SwitchRule => ["true", "false", "True", "FALSE"],
        IChoiceRule choice => [.. choice.Words, .. choice.Words.Select(word => word.ToUpperInvariant())],
        _ => Texts.TryGetValue(parameter, out (string[] Valid, string[] Invalid) texts) ? texts.Valid : ["x", "/some/where", new string('x', TextRule.LongestPath)],
    };

    public static string[] Invalid(Parameter parameter) => parameter.Rule switch
    {
        INumberRule number => [Text(number.Least - 1), Text(number.Most + 1L), "ten", "1.5", "0x10", "9223372036854775808", "1 2"],
        SizeRule size => [Text(size.Least - 1), Text(size.Most + 1), "-1", "much", "1.5G", "1T", "99999999999999999999"],
        SwitchRule => ["yes", "1", "on", "tru"],
        IChoiceRule => ["other", "0"],
        _ => Texts.TryGetValue(parameter, out (string[] Valid, string[] Invalid) texts) ? texts.Invalid : ["a\nb", TooLong],
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
