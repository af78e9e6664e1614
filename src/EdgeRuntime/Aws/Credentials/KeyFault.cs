namespace EdgeActors.Aws.Credentials;

/// <summary>Why a source gives no keys, as far as cures differ.</summary>
internal enum KeyFault
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>Nothing in the environment and in files leads to any source.</summary>
    NotConfigured,

    /// <summary>A variable, file or profile that should lead to keys is no good.</summary>
    Setting,

    /// <summary>The device's certificate, its key or the authorities cannot be used.</summary>
    Identity,

    /// <summary>No connection comes about.</summary>
    Unreachable,

    /// <summary>The other side is not the one that is trusted, or does not trust this device.</summary>
    Untrusted,

    /// <summary>There was no answer in time.</summary>
    Silent,

    /// <summary>The connection broke, or what came is no document of keys.</summary>
    Malformed,

    /// <summary>Token, role or policy are not accepted: 400, 401, 403.</summary>
    Denied,

    /// <summary>Token or role are not known: 404.</summary>
    Unknown,

    /// <summary>The source works and has no keys now: Greengrass's <c>null</c>.</summary>
    Empty,

    /// <summary>Any other status, 500 above all.</summary>
    Failing,

    /// <summary>The keys are past their time.</summary>
    Expired,
}
