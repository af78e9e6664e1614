using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Nuclei;

/// <summary>The environment that a nucleus gives to a component; nothing of the test's own gets in.</summary>
internal static class ComponentEnvironment
{
    public const string Thing = "press-1";

    private const string Token = "0123456789ABCDEF";

    /// <summary>Of a component on a device. Nobody listens at the nucleus's addresses unless a spec says otherwise.</summary>
    public static Dictionary<string, string> Of(GreengrassDevice device, Recipe recipe)
    {
        bool isLite = device.Nucleus == Nucleus.Lite;
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["LANG"] = "C.UTF-8",
            ["SHELL"] = "/bin/sh",
            ["USER"] = isLite ? "gg_component" : "ggc_user",
            ["LOGNAME"] = isLite ? "gg_component" : "ggc_user",
            ["HOME"] = "/home/nobody-made-this-folder",
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_DEFAULT_REGION"] = "eu-central-1",
            ["AWS_IOT_THING_NAME"] = Thing,
            ["GGC_VERSION"] = isLite ? "2.6.0" : "2.12.5",
            ["GG_ROOT_CA_PATH"] = Path.Combine(device.Root, "rootCA.pem"),
            ["SVCUID"] = Token,
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = Token,
            ["AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT"] = Path.Combine(device.Root, isLite ? "gg-ipc.socket" : "ipc.socket"),
            // The build output that stands for the artifact shares the machine's runtime; the artifact has its own.
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..")),
        };
        if (!isLite || recipe.Dependencies.ContainsKey("aws.greengrass.TokenExchangeService"))
        {
            environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://localhost:1/2016-11-01/credentialprovider/";
        }

        if (isLite)
        {
            environment["INVOCATION_ID"] = "00000000000000000000000000000001";
            environment["JOURNAL_STREAM"] = "8:1";
        }

        return environment;
    }
}
