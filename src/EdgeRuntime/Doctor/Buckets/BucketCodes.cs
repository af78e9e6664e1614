namespace EdgeActors.Doctor.Buckets;

/// <summary>What can be found about the bucket.</summary>
internal static class BucketCodes
{
    public static readonly DoctorCode Ok = Of("BUCKET-OK", Severity.Ok, "an object was put into the bucket");
    public static readonly DoctorCode Unused = Of("BUCKET-UNUSED", Severity.Ok, "nothing goes to a bucket");

    public static readonly DoctorCode Unproven = Of(
        "BUCKET-UNPROVEN", Severity.Note, "the bucket answers; whether these keys may put objects into it was not tried",
        "doctor --write-bucket puts a small object below PREFIX/FLEET/.doctor/; it stays there, since devices may not delete");

    public static readonly DoctorCode NoKeys = Of("BUCKET-NO-KEYS", Severity.Error, "without keys the bucket cannot be asked", "see the finding on credentials");
    public static readonly DoctorCode Unreachable = Of("BUCKET-UNREACHABLE", Severity.Error, "no request gets to the bucket", "see the finding on egress");
    public static readonly DoctorCode Silent = Of("BUCKET-SILENT", Severity.Error, "the bucket's server does not answer", "check it; a proxy in between may hold requests back");

    public static readonly DoctorCode Missing = Of(
        "BUCKET-MISSING", Severity.Error, "there is no such bucket", "check the name, or make it: aws s3 mb s3://BUCKET --region REGION");

    public static readonly DoctorCode Region = Of(
        "BUCKET-REGION", Severity.Error, "the bucket is in another region than the configuration says", "set sagemaker_edge_core_region, or AWS_REGION, to the bucket's");

    public static readonly DoctorCode Keys = Of(
        "BUCKET-KEYS", Severity.Error, "the bucket's server does not accept the keys", "get new keys from where the finding on credentials says; under Greengrass restart the component");

    public static readonly DoctorCode Denied = Of(
        "BUCKET-DENIED", Severity.Error, "these keys may not put objects there",
        "allow the role s3:PutObject on arn:aws:s3:::BUCKET/PREFIX/*; look for a bucket policy or key (KMS) that refuses it");

    public static readonly DoctorCode Failing = Of("BUCKET-FAILING", Severity.Warning, "the bucket's server is out of order or throttles", "the agent tries again by itself; look again later");
    public static readonly DoctorCode Slow = Of("BUCKET-SLOW", Severity.Warning, "an answer takes over two seconds", "check the network; captures that cannot leave in time fill the spool");
    public static readonly DoctorCode Refused = Of("BUCKET-REFUSED", Severity.Error, "the bucket's server refuses the request for another reason", "as the finding says");

    public static readonly IReadOnlyList<DoctorCode> All =
        [Ok, Unused, Unproven, NoKeys, Unreachable, Silent, Missing, Region, Keys, Denied, Failing, Slow, Refused];

    private static DoctorCode Of(string name, Severity severity, string meaning, string fix = "") => new(name, Area.Bucket, severity, meaning, fix);
}
