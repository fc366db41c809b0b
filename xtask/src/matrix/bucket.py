"""A bucket and a distribution in moto for the matrix: bucket.py ENDPOINT. Prints the distribution's number."""
import sys

import boto3

options = {
    "endpoint_url": sys.argv[1],
    "region_name": "us-east-1",
    "aws_access_key_id": "matrix",
    "aws_secret_access_key": "matrix",
}
boto3.client("s3", **options).create_bucket(Bucket="practice")
distribution = boto3.client("cloudfront", **options).create_distribution(
    DistributionConfig={
        "CallerReference": "matrix",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [{"Id": "s3", "DomainName": "practice.s3.amazonaws.com",
                                              "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "allow-all",
                                 "MinTTL": 0,
                                 "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}},
    }
)
print(distribution["Distribution"]["Id"])
