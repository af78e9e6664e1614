namespace EdgeActors.Aws.Credentials;

/// <summary>Where AWS keys come from and how they are kept fresh. <see cref="CredentialOptionsValidator"/> checks them at start.</summary>
internal sealed record CredentialOptions
{
    /// <summary>Which source is asked. Default <see cref="KeySourceChoice.Auto"/>.</summary>
    public KeySourceChoice Source { get; init; } = KeySourceChoice.Auto;

    /// <summary>The credentials endpoint of AWS IoT, <c>https://host/role-aliases/alias/credentials</c>. Default: none.</summary>
    public string? IotEndpoint { get; init; }

    /// <summary>PEM file of the device's certificate, intermediate ones after it. Default: none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the certificate's private key, not encrypted. Default: none.</summary>
    public string? PrivateKeyFile { get; init; }

    /// <summary>PEM file of the authorities that the endpoint's certificate may come from. Default: those of the system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The device's name in AWS IoT, 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>, sent along. Default: not sent.</summary>
    public string? ThingName { get; init; }

    /// <summary>
    /// Whether the instance metadata service of EC2 may be asked, last of the chain. Default false: elsewhere that address is nobody's, and
    /// whoever answers on it would give this device its keys. <c>AWS_EC2_METADATA_DISABLED=true</c> forbids it in any case.
    /// </summary>
    public bool AllowInstanceMetadata { get; init; }

    /// <summary>How long one fetch may take, 1 to 60 s; then it counts as failed. Default 10 s.</summary>
    public TimeSpan TimeBox { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Life that keys have left when new ones are fetched, 10 s to 1 h, or a third of their life if that is less. Default 10 min.</summary>
    public TimeSpan RefreshMargin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often keys that do not expire are read again, since a profile may be edited, 10 s to 1 day. Default 5 min.</summary>
    public TimeSpan RecheckPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Longest life that is believed, 15 min to 36 h. Default 12 h, the longest session of a role: a later expiry is a clock that was wrong.
    /// </summary>
    public TimeSpan LongestLife { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Least time between the begins of two fetches, and the first pause after a failure, 1 to 10 s. Default 1 s.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such time while older keys are still valid, 1 s to 1 h. Default 30 s.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Longest such time while there are no valid keys, 1 s to <see cref="LongestRetryDelay"/>. Default 10 s. With
    /// <see cref="TimeBox"/>, whichever is more, it bounds for how long a source that works again goes unnoticed.
    /// </summary>
    public TimeSpan LongestRetryDelayWithoutKeys { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Which source gives the keys.</summary>
internal enum KeySourceChoice
{
    /// <summary>The AWS IoT endpoint when any of its settings is given, else the chain.</summary>
    Auto,

    /// <summary>The credentials endpoint of AWS IoT with the device's certificate.</summary>
    IotEndpoint,

    /// <summary>Environment, profile, container endpoint (Greengrass token exchange), instance metadata: the first that is configured.</summary>
    Chain,
}
