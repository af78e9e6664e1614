namespace EdgeActors.Doctor.Nucleus;

/// <summary>What the environment says of Greengrass.</summary>
/// <param name="IsUnder">Whether this process is a component's.</param>
/// <param name="HasToken">Whether it has its token, which is not shown.</param>
/// <param name="Socket">Path of the nucleus's socket; null when none is named.</param>
/// <param name="SocketIsThere">Whether there is something at it.</param>
/// <param name="HasKeyAddress">Whether it is told where keys are.</param>
/// <param name="Thing">The thing's name; null when it is not told.</param>
internal sealed record NucleusFacts(bool IsUnder, bool HasToken, string? Socket, bool SocketIsThere, bool HasKeyAddress, string? Thing)
{
    private const string Token = "SVCUID";
    private const string SocketPath = "AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT";

    /// <summary>Looks.</summary>
    /// <param name="environment">Gives a variable's value, or null.</param>
    /// <param name="exists">Whether there is something at a path.</param>
    public static NucleusFacts Of(Func<string, string?> environment, Func<string, bool> exists)
    {
        string? Given(string name) => environment(name) is { Length: > 0 } text ? text : null;
        string? socket = Given(SocketPath);
        bool token = Given(Token) is not null;
        return new NucleusFacts(
            token || socket is not null || Given("GGC_VERSION") is not null,
            token,
            socket,
            socket is not null && exists(socket),
            Given("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not null || Given("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is not null,
            Given("AWS_IOT_THING_NAME"));
    }
}
