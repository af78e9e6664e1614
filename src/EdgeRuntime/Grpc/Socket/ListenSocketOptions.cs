using System.Text;
using Microsoft.Extensions.Options;

namespace EdgeActors.Grpc.Socket;

/// <summary>Where the agent listens, and who may connect.</summary>
internal sealed class ListenSocketOptions
{
    /// <summary>
    /// The longest socket path in bytes that the kernel takes: 108 with the closing zero.
    /// </summary>
    public const int MaxPathBytes = 107;

    /// <summary>The socket's path (<c>-a</c>), absolute or relative to the working directory. Default: the component's.</summary>
    public string Path { get; set; } = "/tmp/aws.greengrass.SageMakerEdgeManager.sock";

    /// <summary>Permissions of the socket file. Default 0660: its user and group.</summary>
    public UnixFileMode Mode { get; set; } =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Name or number of the group that may connect. Default: the agent's own group.</summary>
    public string? Group { get; set; }

    /// <summary>Replace whatever socket is there, even one that answers (<c>-f</c>). Default no.</summary>
    public bool Replace { get; set; }
}

/// <summary>Checks what can be checked without touching the file system.</summary>
internal sealed class ListenSocketOptionsValidator : IValidateOptions<ListenSocketOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenSocketOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0', StringComparison.Ordinal))
        {
            return ValidateOptionsResult.Fail("The socket path is empty or holds a zero character; name a path with -a.");
        }

        var bytes = Encoding.UTF8.GetByteCount(System.IO.Path.GetFullPath(options.Path));
        return bytes <= ListenSocketOptions.MaxPathBytes
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"The socket path is {bytes} bytes long and the system takes {ListenSocketOptions.MaxPathBytes}; choose a shorter one with -a.");
    }
}

/// <summary>The socket path cannot be used; the text says why and what to do.</summary>
internal sealed class SocketClaimException(string detail, Exception? cause = null) : IOException(detail, cause);
